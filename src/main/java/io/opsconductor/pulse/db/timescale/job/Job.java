package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.Retries;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * A job, and how it fared.
 *
 * @param id what {@code run_job} and {@code alter_job} take
 * @param task what it does
 * @param procedure with its schema, as people write it
 * @param name what TimescaleDB calls it, such as {@code User-Defined Action [1000]}
 * @param subject the hypertable or continuous aggregate that it acts on; empty when that is gone, or it acts on none
 * @param leftOver what it acted on is gone
 * @param listedOn the one under which TimescaleDB lists it, where that is another one
 * @param owner the role as which it runs
 * @param scheduled false while it is paused
 * @param retries its schedule, and how often it failed in a row
 * @param fixed the slots that it keeps; empty: each run is counted from the end of the last
 * @param nextStart empty while it runs, when it is stuck, and when it is to run as soon as it can
 * @param lastStart empty when it never ran
 * @param lastSuccess empty when it never ended well
 * @param seenSince it is known to be there, as it is, at least since then; empty when that is not known
 * @param lastFinish empty when it never ran, while it runs, and after a crash
 * @param inSession a session bears its name: it runs now
 * @param error of its last failure; empty when there was none, or this role may not see it
 * @param sqlState the same
 */
public record Job(
        int id,
        Task task,
        String procedure,
        String name,
        boolean procedureExists,
        Optional<HypertableName> subject,
        boolean leftOver,
        Optional<HypertableName> listedOn,
        JobOwner owner,
        boolean scheduled,
        Retries retries,
        Optional<FixedSchedule> fixed,
        Optional<Instant> nextStart,
        Optional<Instant> lastStart,
        Optional<Instant> lastFinish,
        Optional<Instant> lastSuccess,
        Optional<Instant> seenSince,
        boolean inSession,
        Optional<String> error,
        Optional<String> sqlState) {

    /** What a job does. */
    public enum Task {
        COMPRESS,
        DROP,
        REFRESH,
        /** What users added, and policies of other kinds. */
        OTHER,
        /** TimescaleDB's own housekeeping. */
        OWN;

        private static final int FIRST_OF_USERS = 1000;

        /**
         * @param policy its procedure is one of TimescaleDB's
         * @param procedure without its schema; the names are the same from 2.11 to 2.29
         */
        static Task of(int job, boolean policy, String procedure) {
            if (job < FIRST_OF_USERS) {
                return OWN;
            }
            return switch (policy ? procedure : "") {
                case "policy_compression" -> COMPRESS;
                case "policy_retention" -> DROP;
                case "policy_refresh_continuous_aggregate" -> REFRESH;
                default -> OTHER;
            };
        }
    }

    /** What it is about, for findings. */
    String about() {
        return subject.map(HypertableName::text).orElse(task == Task.OTHER ? procedure : "job " + id);
    }

    /** How often it ended badly in a row, the run that is under way left out. */
    int troubles() {
        return retries.failures() + Math.max(0, retries.crashes() - (inSession ? 1 : 0));
    }
}
