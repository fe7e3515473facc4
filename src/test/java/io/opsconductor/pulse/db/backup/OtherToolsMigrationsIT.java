package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other tools keep their history in a table of the same name as the Python runner's. */
class OtherToolsMigrationsIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)",
                "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY)",
                "CREATE VIEW schema_migrations AS SELECT 1 / 0 AS version"
            })
    void a_backup_is_taken_and_the_table_is_not_read(String table) throws Exception {
        assertThat(schemaVersion(table)).isEmpty();
    }

    @Test
    void the_one_of_our_own_shape_is_read() throws Exception {
        assertThat(
                        schemaVersion(
                                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)"))
                .contains("20261126");
    }

    private Optional<String> schemaVersion(String table) throws Exception {
        try (TestDatabase test = DevelopmentDatabases.shared().postgres()) {
            test.execute(table);
            if (table.startsWith("CREATE TABLE")) {
                test.execute(
                        table.contains("dirty")
                                ? "INSERT INTO schema_migrations VALUES (20261126, false)"
                                : "INSERT INTO schema_migrations (version) VALUES ('20261126')");
            }
            Backup backup = BackupRoom.take(directory, test);
            assertThat(backup.verified()).isTrue();
            return ManifestJson.read(
                            SmallFile.read(backup.path().resolve(Manifest.FILE), SmallFile.MOST_JSON), SealKey.NONE)
                    .source()
                    .schemaVersion();
        }
    }
}
