package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.session.HiddenRows;
import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.BorrowedRights;

/** Judges what every task meets on a server. Pure. */
final class ServerJudge {
    static final String SERVER = "preflight.server";
    static final String ENCODING = "preflight.encoding";
    static final String COLLATION = "preflight.collation";
    static final String CLOCK = "preflight.clock";
    static final String ENCRYPTION = "preflight.encryption";
    static final String WRITABLE = "preflight.writable";
    static final String EVENT_TRIGGERS = "preflight.event-triggers";
    static final String SETTINGS = "preflight.settings";
    static final String WAL = "preflight.wal";

    /** A database this many times as large as max_wal_size may have tables whose rewriting forces checkpoints. */
    private static final int MANY = 10;

    /** Older versions get no fixes, newer ones came after this program. */
    private static final int OLDEST = 13;

    private static final int NEWEST = 18;
    private static final String VERSIONS = OLDEST + " to " + NEWEST;

    private ServerJudge() {}

    static Finding server(TargetFacts facts) {
        int major = facts.major();
        String found = "PostgreSQL " + facts.version() + ", as role " + facts.role();
        if (major < OLDEST || major > NEWEST) {
            return Finding.warning(SERVER, facts.database(), "this version was never tried with pulse-db")
                    .measured(found)
                    .target(VERSIONS)
                    .cure(Remedy.text(
                            major < OLDEST
                                    ? "upgrade the server: PostgreSQL " + major + " gets no fixes any more"
                                    : "look for a newer pulse-db"));
        }
        return Finding.ok(SERVER, facts.database(), found, VERSIONS, "it can be reached and logged in to");
    }

    static Finding encoding(TargetFacts facts) {
        return facts.encoding().equals("UTF8")
                ? Finding.ok(ENCODING, facts.database(), "UTF8", "UTF8", "every text of a migration can be kept")
                : Finding.warning(
                                ENCODING,
                                facts.database(),
                                "files are UTF-8: a character that " + facts.encoding()
                                        + " does not know fails its migration")
                        .measured(facts.encoding())
                        .target("UTF8")
                        .cure(Remedy.text(
                                "make the database anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"));
    }

    static Finding collation(TargetFacts facts, TargetFacts.Collation versions) {
        boolean same = versions.recorded().isEmpty()
                || versions.actual().isEmpty()
                || versions.recorded().equals(versions.actual());
        String database = SqlIdentifier.of(facts.database());
        String statements =
                "REINDEX DATABASE " + database + "; ALTER DATABASE " + database + " REFRESH COLLATION VERSION;";
        return same
                ? Finding.ok(
                        COLLATION,
                        facts.database(),
                        versions.recorded().orElse("not told"),
                        "",
                        "indexes on texts are ordered as the server's library orders them")
                : Finding.warning(
                                COLLATION,
                                facts.database(),
                                "the server's library orders texts by another version than indexes were built by: rows"
                                        + " may not be found, and duplicates pass a unique index")
                        .measured(versions.actual().get())
                        .target(versions.recorded().get())
                        .cure(versions.untrustedCode()
                                .map(code -> Remedy.text(BorrowedRights.remedy(code, statements)))
                                .orElseGet(() -> Remedy.sql(statements))
                                .note("REINDEX locks out writes, table by table"));
    }

    /** @param here the instant of the run, by this machine's clock */
    static Finding clock(TargetFacts facts, Instant here) {
        return ClockSkew.finding(CLOCK, facts.database(), facts.now(), here);
    }

    static Finding writable(TargetFacts facts) {
        if (facts.inRecovery()) {
            return Finding.critical(WRITABLE, facts.database(), "it is a standby: no migration can be applied there")
                    .measured("in recovery")
                    .target("a primary")
                    .cure(Remedy.text("set DIRECT_DATABASE_URL to the primary; with several hosts"
                            + " target_session_attrs=read-write finds it"));
        }
        return facts.readOnly()
                ? Finding.critical(WRITABLE, facts.database(), "its transactions are read-only by default")
                        .measured("default_transaction_read_only = on")
                        .target("off")
                        .cure(Remedy.text("see preflight.limits for where it is set"))
                : Finding.ok(WRITABLE, facts.database(), "a primary", "a primary", "it takes writes");
    }

    /** A finding for each, or one that is good. */
    static List<Finding> settings(String database, List<ImposedSetting> silent) {
        return silent.isEmpty()
                ? List.of(Finding.ok(SETTINGS, database, "none", "", "files do what they say"))
                : silent.stream()
                        .map(limit -> Finding.warning(SETTINGS, database, "it " + limit.effect())
                                .measured(limit.text())
                                .target(limit.setting().setting() + " = "
                                        + limit.setting().off())
                                .cure(
                                        limit.isOfLogin()
                                                ? Remedy.text(limit.remedy())
                                                : Remedy.sql(limit.remedy() + ";")))
                        .toList();
    }

    static Finding hiding(String database, HiddenRows hidden) {
        String message = "it hides compressed rows from this role's sessions";
        return (hidden.there()
                        ? Finding.critical(SETTINGS, database, message + ": " + HidingSetting.HARM)
                        : Finding.warning(
                                SETTINGS,
                                database,
                                message + "; nothing is compressed yet; migrate refuses once something is"))
                .measured(hidden.by().text())
                .target("none")
                .cure(Remedy.text(HidingSetting.REMEDY_OF_LOGIN));
    }

    /** A server that would need checkpoint after checkpoint while a large table is rewritten or restored. */
    static Finding wal(TargetFacts facts) {
        String measured = "max_wal_size = " + Bytes.text(facts.walBytes());
        String target = "a database of " + Bytes.text(facts.bytes());
        return facts.bytes() <= facts.walBytes() * MANY
                ? Finding.ok(WAL, facts.database(), measured, target, "large tables are rewritten between checkpoints")
                : Finding.warning(
                                WAL,
                                facts.database(),
                                "a migration that rewrites a large table, or builds an index on one, forces checkpoints"
                                        + " one after the other, which slow down everybody")
                        .measured(measured)
                        .target(target)
                        .cure(Remedy.text("max_wal_size = " + (facts.bytes() / MANY / (1L << 30) + 1)
                                        + "GB, which counts after a reload")
                                .note("the disk of the log needs that room"));
    }

    static Finding eventTriggers(TargetFacts facts) {
        List<String> triggers = facts.eventTriggers();
        return triggers.isEmpty()
                ? Finding.ok(EVENT_TRIGGERS, facts.database(), "none", "", "no event trigger runs with a migration")
                : Finding.warning(
                                EVENT_TRIGGERS,
                                facts.database(),
                                "these run with every migration, and can refuse it: " + String.join(", ", triggers))
                        .measured(Counted.of(triggers.size(), "event trigger"))
                        .target("known to whoever migrates")
                        .cure(Remedy.text("read what they do: \\dy+ in psql"));
    }
}
