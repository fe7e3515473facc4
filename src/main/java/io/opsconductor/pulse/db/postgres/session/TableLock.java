package io.opsconductor.pulse.db.postgres.session;

/**
 * A lock on a relation that lets no other session even read it.
 *
 * @param relation with its schema, quoted where SQL needs it
 * @param role whose session holds it; empty for one that is prepared for two-phase commit
 * @param pid of that session on the server; 0 for one that is prepared
 * @param others how many relations are locked like that besides
 */
public record TableLock(String relation, String role, int pid, long others) {

    /** For people. */
    public String text() {
        return relation + (others == 0 ? "" : " and " + others + " other" + (others == 1 ? "" : "s"))
                + (others == 0 ? " is" : " are") + " locked in ACCESS EXCLUSIVE mode by "
                + (pid == 0 ? "a prepared transaction" : "role " + role + " (server pid " + pid + ")");
    }

    /** Ends it. */
    public String remedy() {
        return pid == 0
                ? "ROLLBACK PREPARED or COMMIT PREPARED what pg_prepared_xacts lists"
                : "let it finish, or end its session: SELECT pg_catalog.pg_terminate_backend(" + pid + ");";
    }
}
