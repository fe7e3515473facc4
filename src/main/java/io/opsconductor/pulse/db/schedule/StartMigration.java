package io.opsconductor.pulse.db.schedule;

import java.util.Optional;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The migration with which the long-running mode begins. One that fails is a critical finding, while checks and backups go
 * on; one that could not begin yet, because the database is away or locked, is tried again before each checkup.
 */
final class StartMigration {
    private final Runnable migration;
    private Optional<PulseFailure> failure = Optional.empty();

    StartMigration(Runnable migration) {
        this.migration = migration;
    }

    /** @return why it failed; empty when everything is applied */
    synchronized Optional<PulseFailure> attempt() {
        try {
            migration.run();
            failure = Optional.empty();
        } catch (PulseFailure problem) {
            failure = Optional.of(problem);
        }
        return failure;
    }

    /** Once more, if that is worth it. */
    synchronized void again() {
        if (failure.filter(problem -> problem.exit() == ExitCode.NOT_NOW).isPresent()) {
            attempt();
        }
    }

    /** The checkup, and what became of the migration. */
    synchronized CheckupResult judged(CheckupResult checkup, String database) {
        return failure.map(problem -> checkup.with(Finding.critical(
                                "schema.current",
                                database,
                                "the migration at the start failed: " + problem.getMessage())
                        .cure(Remedy.text(problem.remedy()))))
                .orElse(checkup);
    }
}
