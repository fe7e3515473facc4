package io.opsconductor.pulse.db.migrate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes over a schema of which nobody recorded how it was made: the operator says up to which version it is. */
@ApplicationScoped
public class Adopter {
    private final MigrationSettings settings;

    public Adopter(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * Records everything up to and including {@code at} as applied, in both tables, and runs nothing.
     *
     * @throws PulseFailure (usage) when a history exists already or the version is none of the folder's
     */
    public AdoptResult adopt(Database database, String at, Optional<Path> directory, MigrationProgress progress) {
        List<MigrationFile> files = files(directory);
        MigrationVersion version = MigrateRequest.version("--at", at);
        return LockedSession.with(database, settings, LockedSession.name("adopt"), progress, connection -> {
            AdoptPlan plan = plan(connection, files, version);
            new RecordStore(connection).adopt(plan);
            return AdoptResult.of(plan, files);
        });
    }

    /** What {@link #adopt} would record; changes nothing and takes no lock. */
    public AdoptResult dryRun(Database database, String at, Optional<Path> directory) {
        List<MigrationFile> files = files(directory);
        MigrationVersion version = MigrateRequest.version("--at", at);
        try (Connection connection = database.connectAsRole("adopt --dry-run")) {
            return AdoptResult.of(plan(connection, files, version), files);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static AdoptPlan plan(Connection connection, List<MigrationFile> files, MigrationVersion at)
            throws SQLException {
        HistoryStore history = new HistoryStore(connection);
        return AdoptPlan.of(files, history.recorded(), history.foreignObjects(), at);
    }

    private List<MigrationFile> files(Optional<Path> directory) {
        return MigrationFolder.read(directory.or(settings::directory));
    }
}
