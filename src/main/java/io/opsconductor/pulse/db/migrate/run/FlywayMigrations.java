package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.plan.RecordStore;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.executor.MigrationExecutor;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.MigrationType;
import org.flywaydb.core.internal.jdbc.Results;

/**
 * Hands our files to Flyway as migrations that it neither reads nor parses: {@code 036a_cleanup.sql} has Flyway's version
 * {@code 36.1}, while the history keeps the real name. Flyway decides on transaction and history row; the statements are
 * sent by {@link MigrationScript}.
 */
final class FlywayMigrations implements MigrationResolver {
    private final Connection connection;
    private final FileRecord record;
    private final WaitReporter waits;
    private final MigrationRun run;

    FlywayMigrations(Connection connection, FileRecord record, WaitReporter waits, MigrationRun run) {
        this.connection = connection;
        this.record = record;
        this.waits = waits;
        this.run = run;
    }

    @Override
    public Collection<ResolvedMigration> resolveMigrations(MigrationResolver.Context context) {
        return run.next().stream()
                .map(file -> (ResolvedMigration) new FlywayMigration(file))
                .toList();
    }

    /** As our own rows are, where the file had no transaction whose locks protect Flyway's. */
    void writeRow(RecordStore.Work row) throws SQLException {
        if (connection.getAutoCommit()) {
            record.store(connection).inTransaction(row);
        } else {
            row.run();
        }
    }

    private final class FlywayMigration implements ResolvedMigration, MigrationExecutor {
        private final MigrationFile file;
        private final MigrationVersion version;

        FlywayMigration(MigrationFile file) {
            this.file = file;
            this.version = MigrationVersion.fromVersion(file.version().flyway());
        }

        @Override
        public MigrationVersion getVersion() {
            return version;
        }

        @Override
        public String getDescription() {
            return file.historyDescription();
        }

        @Override
        public String getScript() {
            return file.script();
        }

        @Override
        public Integer getChecksum() {
            return file.checksum();
        }

        @Override
        public MigrationType getType() {
            return CoreMigrationType.SQL;
        }

        @Override
        public String getPhysicalLocation() {
            return file.script();
        }

        @Override
        public MigrationExecutor getExecutor() {
            return this;
        }

        @Override
        public boolean checksumMatches(Integer checksum) {
            return checksum != null && checksum == file.checksum();
        }

        @Override
        public boolean checksumMatchesWithoutBeingIdentical(Integer checksum) {
            return false;
        }

        @Override
        public List<Results> execute(org.flywaydb.core.api.executor.Context context) throws SQLException {
            MigrationScript script = new MigrationScript(connection, file, run);
            if (run.isOutsideTransaction(file)) {
                waits.around(file.script(), script::execute);
            } else {
                record.check(connection, script.execute(record.before(file), record.after(file)), file);
            }
            return List.of();
        }

        @Override
        public boolean canExecuteInTransaction() {
            return !run.isOutsideTransaction(file);
        }

        @Override
        public boolean shouldExecute() {
            return true;
        }
    }
}
