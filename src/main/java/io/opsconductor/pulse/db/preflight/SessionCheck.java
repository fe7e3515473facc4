package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.lock.Pooler;
import jakarta.inject.Singleton;

/** Looks whether a session lasts as long as its work, and whether it stays one session. */
@Singleton
public class SessionCheck extends PreflightCheck {
    private static final String LIMITS = "preflight.limits";
    private static final String POOLER = "preflight.pooler";

    public SessionCheck() {
        super(Set.of(PreflightTask.MIGRATE, PreflightTask.BACKUP), List.of(LIMITS, POOLER));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) throws Exception {
        List<Finding> findings = new ArrayList<>(limits(database.name(), ImposedSettingCatalog.all(database)));
        findings.add(pooler(database));
        return findings;
    }

    /** Pure. */
    static List<Finding> limits(String database, List<ImposedSetting> limits) {
        return limits.isEmpty()
                ? List.of(Finding.ok(LIMITS, database, "none", "", "nothing ends a session that works for long"))
                : limits.stream()
                        .map(limit -> Finding.warning(
                                        LIMITS, database, "a session's work may be ended by " + limit.text())
                                .measured(limit.text())
                                .target("no limit")
                                .cure(
                                        limit.isOfLogin()
                                                ? Remedy.text(limit.remedy())
                                                : Remedy.sql(limit.remedy() + ";")))
                        .toList();
    }

    private static Finding pooler(Database database) {
        return switch (Pooler.mode(database)) {
            case NONE -> Finding.ok(POOLER, database.name(), "the server itself", "", "no pooler is between");
            case SESSION ->
                Finding.ok(POOLER, database.name(), "a pooler in session mode", "", "locks and settings hold");
            case TRANSACTION -> {
                PulseFailure refusal = Pooler.transactions(database);
                yield Finding.critical(POOLER, database.name(), refusal.getMessage())
                        .measured("a pooler in transaction mode")
                        .target("the server itself")
                        .cure(Remedy.text(refusal.remedy()));
            }
        };
    }
}
