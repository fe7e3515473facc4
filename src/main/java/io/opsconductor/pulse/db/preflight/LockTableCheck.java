package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code preflight.locks}: whether the server's lock table holds what pg_dump takes, which locks every chunk at once. */
@Singleton
public class LockTableCheck extends PreflightCheck {
    private static final String ID = "preflight.locks";

    /** As far as a dump may fill the table: sessions of others need their part. */
    private static final double ENOUGH = 0.5;

    public LockTableCheck() {
        super(Set.of(PreflightTask.BACKUP), List.of(ID));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return List.of(judge(TargetCatalog.facts(database)));
    }

    /**
     * Pure.
     *
     * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/storage/lmgr/lock.c">NLOCKENTS</a>
     */
    static Finding judge(TargetFacts facts) {
        long slots = facts.locksPerTransaction() * facts.sessions();
        String measured = facts.tables() + " tables and chunks";
        String target = slots + " locks (max_locks_per_transaction = " + facts.locksPerTransaction() + ")";
        Figure figure = Figure.count(facts.tables()).limit(slots);
        if (facts.tables() <= slots * ENOUGH) {
            return Finding.ok(ID, facts.database(), measured, target, "the lock table holds what pg_dump takes")
                    .figure(figure);
        }
        String message = facts.tables() > slots
                ? "pg_dump locks every one of them, more than the lock table is made for: it fails as soon as no spare"
                        + " shared memory is left"
                : "pg_dump locks every one of them, and leaves less than half of the lock table to all others";
        long needed = (long) Math.ceil(facts.tables() / ENOUGH / facts.sessions());
        return Finding.of(facts.tables() > slots ? Severity.CRITICAL : Severity.WARNING, ID, facts.database(), message)
                .measured(measured)
                .target(target)
                .figure(figure)
                .cure(Remedy.sql("ALTER SYSTEM SET max_locks_per_transaction = " + needed + ";")
                        .note("it counts after a restart of the server"));
    }
}
