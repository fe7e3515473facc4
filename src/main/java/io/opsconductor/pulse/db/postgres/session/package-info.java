/**
 * What holds a session of ours up, and how it is given up: who locks what it reads, and the end of its statement on the
 * server. Knows connections only, not where they come from.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.postgres.session.OneCheckup}.
 */
package io.opsconductor.pulse.db.postgres.session;
