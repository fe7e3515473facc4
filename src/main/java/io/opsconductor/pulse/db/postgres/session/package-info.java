/**
 * What a session of ours meets: the server that it is on, what hides rows from it, who locks what it reads, and how it is given up. Knows connections only, not where they come from.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.postgres.session.OneCheckup}.
 */
package io.opsconductor.pulse.db.postgres.session;
