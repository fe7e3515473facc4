/**
 * PostgreSQL's own programs as child processes: found, asked their version, started, drained, ended.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.postgres.tool.ClientTools} and
 * {@link io.opsconductor.pulse.db.postgres.tool.ChildProcess}.
 */
package io.opsconductor.pulse.db.postgres.tool;
