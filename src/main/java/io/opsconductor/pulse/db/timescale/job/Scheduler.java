package io.opsconductor.pulse.db.timescale.job;

import java.util.Optional;

/**
 * Whether jobs can run by themselves in a database.
 *
 * @param database the database's name
 * @param role the role that looked
 * @param running the background worker that starts this database's jobs was seen
 * @param seesAllSessions the role may see other roles' sessions; without that, not seen means nothing
 * @param replica it is a read-only copy, whose jobs run on the primary
 * @param restoringHere {@code timescaledb.restoring} is on in the session that looked
 * @param restoringStored it is stored with the database, and so on in every new session
 * @param extension the schema of the functions that the extension shows; empty when it is not installed
 * @param functions the schema of TimescaleDB's own functions; empty when the extension is not installed
 */
record Scheduler(
        String database,
        String role,
        boolean running,
        boolean seesAllSessions,
        boolean replica,
        boolean restoringHere,
        boolean restoringStored,
        Optional<String> extension,
        Optional<String> functions) {}
