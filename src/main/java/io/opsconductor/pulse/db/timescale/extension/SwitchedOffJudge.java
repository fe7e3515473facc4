package io.opsconductor.pulse.db.timescale.extension;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.trust.StoredReset;

/** Judges settings that keep rows from where SELECT, jobs and continuous aggregates look for them. */
final class SwitchedOffJudge {
    static final String ID = "timescale.settings";

    private SwitchedOffJudge() {}

    /** A finding for each, or one that is good. */
    static List<Finding> judge(String database, List<SwitchedOff> stored) {
        List<Finding> findings = stored.stream()
                .filter(one -> one.aggregates() || !one.setting().equals("timescaledb.skip_cagg_invalidation"))
                .map(one -> finding(database, one))
                .toList();
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        ID,
                        database,
                        "none",
                        "none",
                        "no stored setting switches TimescaleDB off for sessions that begin"))
                : findings;
    }

    private static Finding finding(String database, SwitchedOff one) {
        String whose = one.server()
                ? "the server's configuration"
                : "the settings " + StoredReset.owner(one.role(), one.oid());
        return Finding.of(
                        severity(one),
                        ID,
                        one.role().orElse(one.oid() == 0 ? database : "role " + one.oid()),
                        whose + " begin sessions with " + one.setting() + ": " + harm(one.setting()))
                .measured(one.setting())
                .target("none")
                .cure(remedy(database, one));
    }

    /** What a trusted role set for itself may be meant, as for the role of a replication; the rest loses rows. */
    private static Severity severity(SwitchedOff one) {
        return switch (one.setting()) {
            case "session_replication_role" -> Severity.WARNING;
            case "timescaledb.skip_cagg_invalidation" -> one.trusted() ? Severity.WARNING : Severity.CRITICAL;
            default -> Severity.CRITICAL;
        };
    }

    private static String harm(String setting) {
        return switch (setting) {
            case "session_replication_role" ->
                "no trigger fires there, before TimescaleDB 2.23 not those either that tell continuous"
                        + " aggregates of new rows";
            case "timescaledb.skip_cagg_invalidation" ->
                "what they write into the past comes into no continuous aggregate, however"
                        + " often that is refreshed";
            case "timescaledb.enable_transparent_decompression",
                    "timescaledb.enable_columnarscan",
                    "timescaledb.enable_optimizations" ->
                "no compressed row is seen there, and a refresh takes what it does not see out of continuous aggregates";
            default ->
                "TimescaleDB does nothing there, so that rows come where no SELECT, no job and no continuous aggregate looks"
                        + " for them";
        };
    }

    private static Remedy remedy(String database, SwitchedOff one) {
        String note =
                "rows that were written so come into aggregates by CALL refresh_continuous_aggregate(…, force => true) alone;"
                        + " any session may still set it for itself"
                        + (one.setting().startsWith("session") ? ", where its role was granted SET ON PARAMETER" : "");
        return (one.server()
                        ? Remedy.sql("ALTER SYSTEM RESET " + one.setting() + "; SELECT pg_catalog.pg_reload_conf();")
                        : Remedy.sql(StoredReset.of(one.setting(), one.role(), one.oid(), database)))
                .note(note);
    }
}
