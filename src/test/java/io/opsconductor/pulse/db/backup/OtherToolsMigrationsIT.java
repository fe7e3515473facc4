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
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "the newest counts, 20260131120000, ('9' 'SQL' '9_a.sql' true) ('20260131120000' 'SQL' '20260131120000_b.sql' true)",
        "by its number and not as text, 0010, ('9' 'SQL' '0009_a.sql' true) ('10' 'SQL' '0010_b.sql' true)",
        "a letter comes after its number, 036a, ('36.1' 'SQL' '036a_b.sql' true) ('36' 'SQL' '036_a.sql' true)",
        "what failed does not count, 1, ('1' 'SQL' '1_a.sql' true) ('2' 'SQL' '2_b.sql' false)",
        "nor what was taken back, 1, ('1' 'SQL' '1_a.sql' true) ('2' 'SQL' '2_b.sql' true) ('2' 'DELETE' '2_b.sql' true)",
        "another Flyway's version, 2.10, ('2.9' 'SQL' 'V2.9__a.sql' true) ('2.10' 'SQL' 'V2.10__b.sql' true)",
        "a baseline, 5, ('5' 'BASELINE' '<< Flyway Baseline >>' true)"
    })
    void without_that_table_the_history_is_read(String what, String version, String rows) throws Exception {
        String values = rows.replace("' ", "', ").replace(") (", "), (");
        assertThat(schemaVersion("CREATE TABLE flyway_schema_history (installed_rank serial, version varchar(50),"
                        + " type varchar(20), script varchar(1000), success boolean);"
                        + " INSERT INTO flyway_schema_history (version, type, script, success) VALUES " + values))
                .as(what)
                .contains(version);
    }

    private Optional<String> schemaVersion(String table) throws Exception {
        try (TestDatabase test = DevelopmentDatabases.shared().postgres()) {
            test.execute(table);
            if (table.startsWith("CREATE TABLE schema_migrations")) {
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
