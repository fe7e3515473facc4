package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewMigrationTest {
    private static final Instant NOW = Instant.parse("2026-11-26T15:20:07Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "001_a.sql, 002_add_alarm.sql",
        "036a_a.sql, 037_add_alarm.sql",
        "9_a.sql, 10_add_alarm.sql",
        "0099_a.sql, 0100_add_alarm.sql",
        "999_a.sql, 1000_add_alarm.sql",
        "20260131120000_a.sql, 20261126152007_add_alarm.sql",
        "20991231235959_a.sql, 20991231235960_add_alarm.sql"
    })
    void the_next_file_is_numbered_as_the_last_one_is(String last, String next) throws IOException {
        Files.writeString(folder.resolve(last), "SELECT 1;");

        Path made = NewMigration.create(folder, "Add alarm", NOW);

        assertThat(made).isEqualTo(folder.resolve(next)).hasContent("-- Add alarm\n\n");
    }

    @Test
    void the_first_of_a_folder_is_001_and_a_line_break_stays_in_the_comment() {
        assertThat(NewMigration.create(folder, "Größe\nDROP TABLE x;", NOW))
                .isEqualTo(folder.resolve("001_gr_e_drop_table_x.sql"))
                .hasContent("-- Größe DROP TABLE x;\n\n");
    }

    @Test
    void what_makes_no_name_and_what_is_no_folder_is_refused() throws IOException {
        assertThatThrownBy(() -> NewMigration.create(folder, "//", NOW))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
        assertThatThrownBy(() -> NewMigration.create(folder.resolve("none"), "a", NOW))
                .hasMessageContaining("there is no directory");
        assertThat(Files.list(folder)).isEmpty();
    }
}
