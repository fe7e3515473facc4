package io.opsconductor.pulse.db.migrate.run;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;

/**
 * A transaction of another session, for which a statement waits or will wait.
 *
 * @param application what the session calls itself; empty where this role may not see it
 * @param state such as {@code idle in transaction}; empty where this role may not see it
 * @param open how long it has been open; empty where this role may not see it
 */
record OpenTransaction(
        int pid, String role, Optional<String> application, Optional<String> state, Optional<Duration> open) {

    /** For people. */
    String text() {
        return application.map(name -> "'" + name + "', ").orElse("")
                + "role " + role + " (server pid " + pid
                + state.map(known -> ", " + known).orElse("")
                + open.map(known -> ", open for " + Durations.text(known)).orElse("") + ")";
    }
}
