package io.opsconductor.pulse.db.timescale.job;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/** Judges whether jobs can run by themselves: a dead scheduler looks quiet, and every policy looks healthy. */
public final class SchedulerJudge {
    public static final String ID = "timescale.scheduler";

    private SchedulerJudge() {}

    /** @param expected false where the configuration says that jobs are run by hand */
    static List<Finding> judge(Scheduler facts, boolean expected) {
        return List.of(facts.restoringHere() || facts.restoringStored() ? restoring(facts) : state(facts, expected));
    }

    private static Finding restoring(Scheduler facts) {
        String where = facts.restoringStored() ? "stored with the database" : "on in the session that looked";
        return critical(
                facts,
                "timescaledb.restoring is on",
                "timescaledb.restoring is " + where + ", as a restore leaves it when it is not finished: no job runs",
                facts.extension()
                        .map(schema -> Remedy.sql(
                                "SELECT " + HypertableName.schemaName(schema) + ".timescaledb_post_restore();"))
                        .orElseGet(() -> Remedy.sql("ALTER DATABASE " + SqlIdentifier.of(facts.database())
                                + " RESET timescaledb.restoring;")));
    }

    private static Finding state(Scheduler facts, boolean expected) {
        if (facts.running()) {
            return Finding.ok(ID, facts.database(), "running", expected ? "running" : "", "the scheduler runs");
        }
        if (!expected) {
            return Finding.ok(
                    ID,
                    facts.database(),
                    facts.seesAllSessions() ? "not running" : "not seen",
                    "not expected",
                    "no scheduler is expected here (pulse.timescale.scheduler-expected=false): jobs run when"
                            + " they are called");
        }
        if (facts.functions().isEmpty()) {
            return critical(
                    facts,
                    "not installed",
                    "the extension timescaledb is not installed in this database, so it has no scheduler",
                    Remedy.sql("CREATE EXTENSION timescaledb;"));
        }
        if (facts.replica()) {
            return Finding.unknown(
                            ID,
                            facts.database(),
                            "this is a read-only replica: jobs run on the primary, whose scheduler cannot be seen from"
                                    + " here")
                    .cure(Remedy.text("check the primary").or(Remedy.setting("timescale.scheduler-expected", "false")));
        }
        if (!facts.seesAllSessions()) {
            String role = SqlIdentifier.of(facts.role());
            return Finding.unknown(
                            ID,
                            facts.database(),
                            "role " + role + " may not see the scheduler's session: whether it runs is not known")
                    .cure(Remedy.sql("GRANT pg_read_all_stats TO " + role + ";"));
        }
        return critical(
                facts,
                "not running",
                "no background scheduler runs for this database: nothing is compressed or dropped by itself",
                Remedy.sql("SELECT " + facts.functions().get() + ".start_background_workers();")
                        .note("where it ends again, timescale.job or the server's log names the job that ends it"));
    }

    private static Finding critical(Scheduler facts, String measured, String message, Remedy remedy) {
        return Finding.critical(ID, facts.database(), message)
                .measured(measured)
                .target("running")
                .cure(remedy);
    }
}
