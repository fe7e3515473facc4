package io.opsconductor.pulse.db.timescale;

import java.time.Instant;
import java.util.Optional;

/**
 * A job that compresses, drops or refreshes, and how it fared.
 *
 * @param id what {@code run_job} and {@code alter_job} take
 * @param task what it does
 * @param procedure with its schema
 * @param subject the hypertable or continuous aggregate that it acts on; empty when that is gone
 * @param listedOn the one under which TimescaleDB lists it, where that is another one
 * @param owner the role as which it runs; empty when that role is gone
 * @param scheduled false while somebody has paused it
 * @param retries its schedule, and how often it failed in a row
 * @param fixed the slots that it keeps; empty: each run is counted from the end of the last
 * @param nextStart empty while it runs, when it is stuck, and when it is to run as soon as it can
 * @param lastStart empty when it never ran
 * @param lastFinish empty when it never ran, while it runs, and after a crash
 * @param inSession a session bears its name: it runs now
 * @param error of its last failure; empty when there was none, or this role may not see it
 */
record Job(
        int id,
        Task task,
        String procedure,
        boolean procedureExists,
        Optional<HypertableName> subject,
        Optional<HypertableName> listedOn,
        Optional<String> owner,
        boolean scheduled,
        Retries retries,
        Optional<FixedSchedule> fixed,
        Optional<Instant> nextStart,
        Optional<Instant> lastStart,
        Optional<Instant> lastFinish,
        boolean inSession,
        Optional<String> error) {

    /** What a job does. */
    enum Task {
        COMPRESS,
        DROP,
        REFRESH;

        /** @param procedure without its schema; the names are the same from 2.11 to 2.29 */
        static Task of(String procedure) {
            return switch (procedure) {
                case "policy_compression" -> COMPRESS;
                case "policy_retention" -> DROP;
                default -> REFRESH;
            };
        }
    }

    /** How often it ended badly in a row, the run that is under way left out. */
    int troubles() {
        return retries.failures() + Math.max(0, retries.crashes() - (inSession ? 1 : 0));
    }
}
