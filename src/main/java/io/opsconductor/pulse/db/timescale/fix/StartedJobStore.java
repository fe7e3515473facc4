package io.opsconductor.pulse.db.timescale.fix;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** A job that the scheduler was told to run now, in a worker and as its owner. */
final class StartedJobStore {
    /** A worker that is free begins within a second. */
    static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 200;

    private final int id;
    private final long runsBefore;

    private StartedJobStore(int id, long runsBefore) {
        this.id = id;
        this.runsBefore = runsBefore;
    }

    /** How a job stands. */
    private record Run(long runs, boolean ended, boolean succeeded, boolean crashed, Optional<String> error) {}

    /** To be asked before it is told to start. */
    static StartedJobStore about(Connection connection, int id) throws SQLException {
        return new StartedJobStore(id, run(connection, id).map(Run::runs).orElse(0L));
    }

    /**
     * Waits for the end of its next run.
     *
     * @throws PulseFailure when it does not begin, does not end by then, or ends badly
     */
    void await(Connection connection, Instant until) throws SQLException {
        Instant begunBy = Instant.now().plus(TO_BEGIN);
        while (true) {
            Optional<Run> run = run(connection, id).filter(now -> now.runs() > runsBefore);
            if (run.filter(Run::ended).isPresent()) {
                outcome(run.get());
                return;
            }
            Instant now = Instant.now();
            if (run.isEmpty() && now.isAfter(begunBy)) {
                throw PulseFailure.notNow(
                        "no worker has begun job " + id + " within " + TO_BEGIN.toSeconds() + " s",
                        "see timescale.scheduler and timescale.workers",
                        null);
            }
            if (now.isAfter(until)) {
                throw PulseFailure.notNow(
                        "job " + id + " still runs, and goes on by itself", "look again: pulse-db check", null);
            }
            pause();
        }
    }

    private void outcome(Run run) {
        if (!run.succeeded() || run.crashed()) {
            throw PulseFailure.failed(
                    "job " + id + " failed"
                            + run.error().map(text -> ": " + text).orElse("; its error is shown to its owner alone"),
                    "",
                    null);
        }
    }

    private static Optional<Run> run(Connection connection, int id) throws SQLException {
        return Query.first(
                connection,
                SqlFile.read("timescale/job-run"),
                row -> new Run(
                        row.getLong("total_runs"),
                        row.getBoolean("ended"),
                        row.getBoolean("succeeded"),
                        row.getBoolean("crashed"),
                        Optional.ofNullable(row.getString("error"))),
                id);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("stopped while a job was waited for", "run it again", e);
        }
    }
}
