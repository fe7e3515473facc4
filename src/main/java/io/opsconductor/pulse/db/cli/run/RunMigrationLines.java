package io.opsconductor.pulse.db.cli.run;

import java.time.Duration;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.cli.migrate.ProgressLines;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;

/** Progress of the migration with which {@code run} begins, as events of its log. */
final class RunMigrationLines implements MigrationProgress {
    private static final String EVENT = "migration";

    private final RunLines log;

    RunMigrationLines(RunLines log) {
        this.log = log;
    }

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {
        log.info(
                EVENT,
                "waiting for the migration lock, held by " + holder + "; " + Durations.text(waited) + " of at most "
                        + Durations.text(limit));
    }

    @Override
    public void installing(int files, String folder, String database, String schema) {
        log.info(EVENT, ProgressLines.installs(files, folder, database, schema));
    }

    @Override
    public void started(String script, int number, int of) {
        log.info(EVENT, "applying " + script + " (" + number + " of " + of + ")");
    }

    @Override
    public void finished(String script, Duration took) {
        log.info(EVENT, "applied " + script + " in " + Durations.text(took));
    }

    @Override
    public void warned(String script, String message) {
        log.warning(EVENT, script + ": " + message);
    }

    @Override
    public void warned(String message) {
        log.warning(EVENT, message);
    }

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {
        log.warning(
                EVENT,
                script + " rolled back: " + reason + "; retry " + attempt + " of " + of + " in "
                        + Durations.text(pause));
    }

    @Override
    public void adopted(int files) {
        log.info(EVENT, ProgressLines.count(files) + " recorded by the Python runner taken into the history");
    }

    @Override
    public void adoptedFromFlyway(int files) {
        log.info(EVENT, ProgressLines.count(files) + " of another tool's names taken for files of the folder");
    }
}
