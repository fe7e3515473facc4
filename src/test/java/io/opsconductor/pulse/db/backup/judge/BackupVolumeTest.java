package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where backups lie, by the system's name for the kind of file system. */
class BackupVolumeTest {
    @ParameterizedTest
    @CsvSource({
        "ext4, OK, a file system of this machine",
        "xfs, OK, a file system of this machine",
        "nfs4, OK, a network file system",
        "cifs, OK, a network file system",
        "tmpfs, WARNING, it lies in memory: backups are gone when the machine restarts",
        "ramfs, WARNING, it lies in memory: backups are gone when the machine restarts",
        "overlay, WARNING, it lies in the container's own layer: backups are gone with the container",
    })
    void memory_and_a_containers_layer_are_no_place_for_backups(String type, Severity severity, String message) {
        assertThat(BackupPlaceCheck.volume("daily", type)).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.measured()).isEqualTo(type);
        });
    }

    @ParameterizedTest
    @CsvSource({"fuse", "fuse.s3fs", "fuseblk"})
    void a_program_that_stands_in_for_the_file_system_is_told(String type) {
        assertThat(BackupPlaceCheck.volume("daily", type).severity()).isEqualTo(Severity.WARNING);
    }
}
