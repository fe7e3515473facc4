package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks whether a database takes migrations as they are written, and what else runs with them. */
@Singleton
public class WritableCheck extends PreflightCheck {
    public WritableCheck() {
        super(
                Set.of(PreflightTask.MIGRATE),
                List.of(ServerJudge.WRITABLE, ServerJudge.EVENT_TRIGGERS, ServerJudge.SETTINGS, ServerJudge.WAL));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) throws Exception {
        TargetFacts facts = TargetCatalog.facts(database);
        List<Finding> findings = new ArrayList<>(
                List.of(ServerJudge.writable(facts), ServerJudge.eventTriggers(facts), ServerJudge.wal(facts)));
        TargetSessionCatalog.Settings set = TargetSessionCatalog.settings(database);
        if (set.hiding().isEmpty() || !set.silent().isEmpty()) {
            findings.addAll(ServerJudge.settings(facts.database(), set.silent()));
        }
        set.hiding().ifPresent(hidden -> findings.add(ServerJudge.hiding(facts.database(), hidden)));
        return findings;
    }
}
