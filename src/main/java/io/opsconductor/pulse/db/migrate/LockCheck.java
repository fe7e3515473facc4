package io.opsconductor.pulse.db.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.migrate.plan.MigrationLock;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;
import jakarta.inject.Singleton;

/** {@code schema.lock}: whether a role that has no say in the database keeps migrations from running. */
@Singleton
public class LockCheck extends Check {
    private static final String LOCK = "schema.lock";

    public LockCheck() {
        super("schema", LOCK);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return List.of(judge(database.name(), MigrationLock.holder(database)));
    }

    /** Pure. */
    static Finding judge(String database, Optional<LockHolder> holder) {
        String wanted = "held by runs of pulse-db only";
        return holder.filter(LockHolder::unprivileged)
                .map(blocker -> Finding.critical(
                                LOCK,
                                database,
                                "the migration lock is held by " + blocker.text() + ": no migration can run")
                        .measured("held by role " + blocker.role())
                        .target(wanted)
                        .cure(Remedy.sql(blocker.remedy()).note("then ask who uses role " + blocker.role())))
                .orElseGet(() -> Finding.ok(
                        LOCK,
                        database,
                        holder.isPresent() ? "held by a run" : "free",
                        wanted,
                        holder.map(run -> "a run holds the migration lock: " + run.text())
                                .orElse("the migration lock is free")));
    }
}
