package io.opsconductor.pulse.db.postgres.lock;

import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The session that holds an advisory lock. Any role that can log in can take one: what the session calls itself proves
 * nothing, its role does.
 *
 * @param application what it calls itself; empty where this role may not see it
 * @param client the address that it comes from; empty for this machine, or where this role may not see it
 * @param since when the session began; empty where this role may not see it
 * @param unprivileged its role has no say in this database
 */
public record LockHolder(
        int pid,
        String role,
        Optional<String> application,
        Optional<String> client,
        Optional<Instant> since,
        boolean unprivileged) {

    /** For people. */
    public String text() {
        return application.map(name -> "'" + name + "', ").orElse("")
                + "role " + role + " (server pid " + pid
                + client.map(address -> ", from " + address).orElse("")
                + since.map(began -> ", since " + began).orElse("") + ")";
    }

    /** Ends it. */
    public String remedy() {
        return "SELECT pg_catalog.pg_terminate_backend(" + pid + ");";
    }

    /** @param lock whose lock it is, such as {@code the migration lock} */
    public PulseFailure failure(String lock) {
        return PulseFailure.failed(
                lock + " is held by " + text()
                        + ", which is neither this role, nor the database's owner, nor a superuser: no run of pulse-db",
                remedy() + " and ask who uses role " + role,
                null);
    }
}
