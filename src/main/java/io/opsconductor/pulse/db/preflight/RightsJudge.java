package io.opsconductor.pulse.db.preflight;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.ShellWord;

/** Judges what a role may do, by what its task needs. Pure. */
final class RightsJudge {
    static final String MIGRATE = "preflight.migrate-rights";
    static final String CHECK = "preflight.check-rights";
    static final String BACKUP = "preflight.backup-rights";

    private RightsJudge() {}

    static Finding migrate(Rights rights, Rights.CreatesIn createsIn) {
        if (!createsIn.allowed()) {
            return Finding.critical(
                            MIGRATE,
                            rights.database(),
                            "role " + rights.role() + " may not create tables "
                                    + createsIn
                                            .schema()
                                            .map(schema -> "in schema " + schema)
                                            .orElse("in any schema of its path"))
                    .measured("no CREATE")
                    .target("CREATE and USAGE")
                    .cure(grants("migrate", rights));
        }
        if (!rights.temporary()) {
            return Finding.warning(
                            MIGRATE, rights.database(), "role " + rights.role() + " may not make temporary tables")
                    .measured("no TEMPORARY")
                    .target("TEMPORARY")
                    .cure(grants("migrate", rights));
        }
        return rights.others() == 0
                ? Finding.ok(
                        MIGRATE,
                        rights.database(),
                        "all tables",
                        "",
                        "role " + rights.role() + " may create, and alter what is there")
                : Finding.warning(
                                MIGRATE,
                                rights.database(),
                                "tables of roles for which " + rights.role()
                                        + " may not act: a file that alters one of them fails")
                        .measured(rights.others() + " of " + rights.tables() + " tables")
                        .target("none")
                        .cure(Remedy.text("grant their owners to the role, or migrate as the owner"));
    }

    static Finding check(Rights rights) {
        return rights.allSessions()
                ? Finding.ok(CHECK, rights.database(), "pg_read_all_stats", "", "sessions of all roles can be seen")
                : Finding.warning(
                                CHECK,
                                rights.database(),
                                "role " + rights.role() + " does not see what sessions of other roles do: whether"
                                        + " the scheduler lives stays unknown")
                        .measured("no pg_read_all_stats")
                        .target("pg_read_all_stats")
                        .cure(grants("check", rights));
    }

    static Finding backup(Rights rights) {
        if (rights.unreadable() == 0 && rights.guarded() == 0) {
            return Finding.ok(BACKUP, rights.database(), "all tables", "", "role " + rights.role() + " may dump all");
        }
        return Finding.critical(
                        BACKUP,
                        rights.database(),
                        rights.unreadable() > 0
                                ? "role " + rights.role() + " may not read all tables: pg_dump fails on the first"
                                : "row security keeps rows from role " + rights.role()
                                        + ": pg_dump refuses such a table")
                .measured(Math.max(rights.unreadable(), rights.guarded()) + " of " + rights.tables() + " tables")
                .target("none")
                .cure(grants("backup", rights));
    }

    private static Remedy grants(String task, Rights rights) {
        return Remedy.command("pulse-db grants --for=" + task + " " + ShellWord.of(rights.role()) + " | psql")
                .note("psql as a superuser, connected to that database");
    }
}
