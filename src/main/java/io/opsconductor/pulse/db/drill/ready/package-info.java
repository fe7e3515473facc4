/**
 * Whether a server can take what a drill restores, before the first drill. Start with {@code DrillServerCheck}. Nothing is
 * restored here.
 */
package io.opsconductor.pulse.db.drill.ready;
