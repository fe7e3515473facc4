/**
 * The command line: parse, call, print, return. The only rooms that know picocli; they hold no rule of their own.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.cli.PulseDb} and {@link io.opsconductor.pulse.db.cli.Pulse}. A new command
 * lies beside those of its feature: {@code backup} (with drill and restore), {@code check} (with policies),
 * {@code migrate}, {@code run}; what several commands share, in {@code option}.
 */
package io.opsconductor.pulse.db.cli;
