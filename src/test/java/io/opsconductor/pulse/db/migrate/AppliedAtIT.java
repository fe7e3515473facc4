package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history's times know no zone: whoever writes and whoever reads them means UTC. */
class AppliedAtIT {
    @TempDir
    Path folder;

    @Test
    void a_migration_was_applied_when_it_was_whatever_the_zones_of_writer_and_reader() throws SQLException {
        TimeZone zone = TimeZone.getDefault();
        try (TestDatabase database = DevelopmentDatabases.shared().postgres()) {
            database.execute(
                    "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                    "INSERT INTO schema_migrations VALUES ('001', '001_a.sql', now())");
            TestRun run = new TestRun(database, folder)
                    .file("001_a.sql", "CREATE TABLE a (n int);")
                    .file("002_b.sql", "CREATE TABLE b (n int);")
                    .file("003_c.sql", "CREATE TABLE c (n int);");
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            run.migrate();
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));

            assertThat(run.status().migrations())
                    .allSatisfy(row -> assertThat(row.appliedAt()).hasValueSatisfying(at -> assertThat(
                                    Duration.between(at, Instant.now()).abs())
                            .isLessThan(Duration.ofMinutes(10))));
        } finally {
            TimeZone.setDefault(zone);
        }
    }
}
