package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFileTest {
    private static final MigrationVersion VERSION = Examples.version("036a");

    @Test
    void a_byte_order_mark_is_taken_off() {
        MigrationFile file = read("\uFEFFSELECT 1;\n".getBytes(StandardCharsets.UTF_8));

        assertThat(file.text()).isEqualTo("SELECT 1;\n");
        assertThat(file.checksum())
                .isEqualTo(read("SELECT 1;\n".getBytes(StandardCharsets.UTF_8)).checksum());
    }

    @Test
    void a_large_file_is_read_again_when_asked_for_and_must_be_the_same() {
        AtomicReference<String> onDisk = new AtomicReference<>("\uFEFFSELECT 1;\n" + "-- filler\n".repeat(200_000));
        MigrationFile file =
                MigrationFile.of(VERSION, "036a_large.sql", () -> onDisk.get().getBytes(StandardCharsets.UTF_8));

        assertThat(file.text()).startsWith("SELECT 1;").isNotSameAs(file.text());

        onDisk.set(onDisk.get().replace('1', '2'));
        assertThatThrownBy(file::text).hasMessage("migration 036a_large.sql was changed during the run");
    }

    @Test
    void line_endings_are_no_change() {
        int checksum = Examples.file("001", "SELECT 1;\nSELECT 2;\n").checksum();

        assertThat(Examples.file("001", "SELECT 1;\r\nSELECT 2;\r\n").checksum())
                .isEqualTo(checksum);
        assertThat(Examples.file("001", "SELECT 1;\nSELECT 2;").checksum()).isEqualTo(checksum);
        assertThat(Examples.file("001", "SELECT 1;\nSELECT 3;\n").checksum()).isNotEqualTo(checksum);
    }

    @Test
    void bytes_that_are_not_utf_8_are_named_by_their_place() {
        byte[] latin = "-- Grüße".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(latin))
                .hasMessage("migration 036a_cleanup.sql is not UTF-8: byte 5 cannot be read")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
    }

    @Test
    void a_character_that_the_end_cuts_in_two_is_not_utf_8() {
        byte[] cut = {'-', '-', ' ', (byte) 0xC3};

        assertThatThrownBy(() -> read(cut)).hasMessageContaining("is not UTF-8: byte 3 cannot be read");
    }

    @Test
    void a_nul_byte_is_refused_because_the_server_would_stop_reading_there() {
        assertThatThrownBy(() -> read("SELECT 1;\0 SELECT 2;".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("036a_cleanup.sql holds a NUL byte");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\r\n", "\uFEFF"})
    void a_file_that_says_nothing_is_refused(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("migration 036a_cleanup.sql is empty")
                .isInstanceOf(PulseFailure.class);
    }

    @Test
    void the_description_is_the_name_between_version_and_ending() {
        assertThat(Examples.named("036a_cleanup_tenant_refs.sql", "SELECT 1;").description())
                .isEqualTo("cleanup_tenant_refs");
    }

    private static MigrationFile read(byte[] bytes) {
        return MigrationFile.of(VERSION, "036a_cleanup.sql", bytes);
    }
}
