package io.opsconductor.pulse.db.migrate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.MigrationFolder;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.plan.AdoptPlan;
import io.opsconductor.pulse.db.migrate.plan.HistoryStore;
import io.opsconductor.pulse.db.migrate.run.LockedSession;
import io.opsconductor.pulse.db.migrate.run.LookingSession;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes over a schema without a record of how it was made: the operator says up to which version it is. */
@ApplicationScoped
public class Adopter {
    private final MigrationSettings settings;

    public Adopter(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * Records everything up to and including {@code at} as applied, in both tables, and runs nothing.
     *
     * @throws PulseFailure (usage) when a history exists already or the folder has no such version
     */
    public AdoptResult adopt(Database database, String at, Optional<Path> directory, MigrationProgress progress) {
        List<MigrationFile> files = files(directory);
        MigrationVersion version = MigrateRequest.version("--at", at);
        return LockedSession.with(database, settings, LockedSession.name("adopt"), progress, session -> {
            HistoryStore history = session.historyToRepair();
            AdoptPlan plan = plan(history, files, version);
            history.records().adopt(plan);
            return AdoptResult.of(plan, files);
        });
    }

    /** What {@link #adopt} would record; changes nothing and takes no lock. */
    public AdoptResult dryRun(Database database, String at, Optional<Path> directory) {
        List<MigrationFile> files = files(directory);
        MigrationVersion version = MigrateRequest.version("--at", at);
        return LookingSession.with(
                database,
                "adopt --dry-run",
                settings,
                (history, role, connection) -> AdoptResult.of(plan(history, files, version), files));
    }

    private static AdoptPlan plan(HistoryStore history, List<MigrationFile> files, MigrationVersion at)
            throws SQLException {
        history.requirePlace();
        return AdoptPlan.of(files, history.recorded(), history.foreignObjects(), at);
    }

    private List<MigrationFile> files(Optional<Path> directory) {
        return MigrationFolder.read(directory.or(settings::directory));
    }
}
