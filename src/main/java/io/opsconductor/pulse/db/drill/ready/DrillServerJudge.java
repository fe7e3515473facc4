package io.opsconductor.pulse.db.drill.ready;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ImposedSetting;

/** Judges whether a database's backups can be restored on a server. Pure. */
final class DrillServerJudge {
    static final String ID = "preflight.drill";

    private DrillServerJudge() {}

    /**
     * What a server has that matters to drills.
     *
     * @param major of PostgreSQL
     * @param superuser the role of the URL is one
     * @param creates it may create databases
     * @param loaded TimescaleDB's library is loaded
     * @param installed the extension's version in this database; empty when it is not installed
     * @param offered its versions that can be installed
     */
    record Offer(
            int major,
            boolean superuser,
            boolean creates,
            boolean loaded,
            Optional<String> installed,
            List<String> offered) {}

    /** @param limit under which nothing can be restored */
    static Finding unfit(String address, ImposedSetting limit) {
        return Finding.critical(ID, address, "it " + limit.effect())
                .measured(limit.text())
                .target(limit.setting().setting() + " = " + limit.setting().off())
                .cure(Remedy.text(limit.isOfLogin() ? limit.remedy() : limit.remedy() + "; there"));
    }

    static Finding pooler(String address, PulseFailure refused) {
        return Finding.critical(ID, address, refused.getMessage())
                .measured("a pooler")
                .target("the server itself")
                .cure(Remedy.text(refused.remedy()));
    }

    /**
     * @param address of the server, without a secret
     * @param asked what the database is that the backups are of
     */
    static Finding judge(String address, Offer there, Offer asked) {
        String measured = "PostgreSQL " + there.major()
                + (there.offered().isEmpty() ? "" : ", TimescaleDB " + String.join(", ", there.offered()));
        String target = "PostgreSQL " + asked.major()
                + asked.installed().map(version -> ", TimescaleDB " + version).orElse("");
        Finding finding = verdict(address, there, asked);
        return finding.measured(measured).target(target);
    }

    private static Finding verdict(String address, Offer there, Offer asked) {
        if (there.major() < asked.major()) {
            return Finding.critical(
                            ID, address, "it is older than the database: what that one dumps need not load there")
                    .cure(Remedy.text("a server of PostgreSQL " + asked.major() + " or newer in pulse.drill.url"));
        }
        if (!there.creates()) {
            return Finding.critical(ID, address, "the role of pulse.drill.url may not create databases")
                    .cure(Remedy.text("a superuser on that server, which holds nothing else"));
        }
        List<String> missing = asked.installed().stream()
                .filter(version -> !there.offered().contains(version))
                .toList();
        if (!missing.isEmpty()) {
            return Finding.critical(
                            ID,
                            address,
                            "it does not offer the database's version of TimescaleDB, which a restore needs")
                    .cure(Remedy.text("install TimescaleDB " + missing.get(0) + " on that server"));
        }
        if (asked.installed().isPresent() && !there.loaded()) {
            return Finding.critical(ID, address, "TimescaleDB's library is not loaded there: CREATE EXTENSION fails")
                    .cure(Remedy.text("add timescaledb to shared_preload_libraries there and restart it"));
        }
        return there.superuser()
                ? Finding.ok(ID, address, "backups can be restored there")
                : Finding.warning(ID, address, "the role is no superuser: a restore of TimescaleDB needs one")
                        .cure(Remedy.text("a superuser on that server, which holds nothing else"));
    }
}
