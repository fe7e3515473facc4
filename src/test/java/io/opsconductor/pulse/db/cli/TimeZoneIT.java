package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The zone of the machine is no business of the server's: some have names that PostgreSQL does not know, and a file must
 * not mean something else where it runs.
 */
@ProgramTest
class TimeZoneIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"JST", "PST", "EST5EDT", "Asia/Tokyo", ":/etc/localtime", "nonsense"})
    void the_zone_of_the_machine_does_not_reach_the_server(String zone, @Postgres TestDatabase database)
            throws Exception {
        Program.write(
                folder,
                "001_zone.sql",
                "CREATE TABLE seen AS SELECT current_setting('TimeZone') AS zone, '2026-03-29 02:30'::timestamptz AS at;");
        database.execute("ALTER DATABASE " + database.name() + " SET timezone = 'Europe/Lisbon'");

        Said.by(Program.on(database.url()).with("TZ", zone).run("migrate", "--migrations=" + folder))
                .exit(0);
        Said.by(Program.on(database.url())
                        .with("TZ", zone)
                        .with("PULSE_MIGRATIONS_DIRECTORY", folder.toString())
                        .run("check", "schema"))
                .exit(0);

        try (var connection = database.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT zone, at = '2026-03-29 02:30 Europe/Lisbon' FROM seen")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("Europe/Lisbon");
            assertThat(rows.getBoolean(2)).isTrue();
        }
    }
}
