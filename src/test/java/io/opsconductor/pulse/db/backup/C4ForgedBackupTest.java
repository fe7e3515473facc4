package io.opsconductor.pulse.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.backup.store.ArchiveAge;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.VerificationRecord;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C4 of the security review: whoever can write into the backup directory makes backups of his own. */
class C4ForgedBackupTest {
    private static final Instant TAKEN = Instant.parse("2026-01-31T11:00:00Z");
    private static final SealKey KEY = SealKey.of("0123456789abcdef", "test");

    @TempDir
    Path directory;

    @Test
    void with_a_key_only_what_is_sealed_with_it_counts() throws Exception {
        Path backup = Stored.backup(directory, "daily", "20260131T110000Z", TAKEN);
        assertThat(problem(backup, SealKey.NONE)).isEmpty();
        assertThat(problem(backup, KEY)).contains("its manifest is not sealed with the key of the set");

        seal(backup, KEY);
        assertThat(problem(backup, KEY)).isEmpty();
        assertThat(problem(backup, SealKey.NONE)).contains("its manifest is sealed with a key, and the set has none");
        assertThat(problem(backup, SealKey.of("another key of the kind", "test")))
                .contains("its manifest was changed after it had been written");

        Verification bad = new Verification(TAKEN, Optional.of("bad"), 5, Duration.ZERO);
        VerificationRecord.write(backup, bad, KEY);
        assertThat(problem(backup, KEY)).contains("bad");
        Files.delete(backup.resolve(VerificationRecord.FILE));
        seal(backup, SealKey.NONE);
        VerificationRecord.write(backup, bad, SealKey.NONE);
        seal(backup, KEY);
        assertThat(problem(backup, KEY))
                .hasValueSatisfying(text -> assertThat(text).contains(VerificationRecord.FILE));
    }

    @Test
    void a_copy_under_another_name_does_not_count() throws Exception {
        Path copy = Stored.backup(directory, "daily", "forged", TAKEN);
        seal(copy, KEY);
        assertThat(problem(copy, KEY))
                .contains("its directory is named forged, and its manifest is of 20260131T110000Z");

        Path second = Stored.backup(directory, "daily", "20260131T110000Z-2", TAKEN);
        seal(second, KEY);
        assertThat(problem(second, KEY)).isEmpty();
    }

    @Test
    void a_manifest_cannot_make_an_archive_younger_than_it_is() {
        ArchiveHeader header =
                new ArchiveHeader(LocalDateTime.parse("2026-01-31T11:00:00"), false, "x", "17.5", "17.5");

        assertThat(ArchiveAge.problem(header, TAKEN.plus(Duration.ofHours(15)))).isEmpty();
        assertThat(ArchiveAge.problem(header, TAKEN.plus(Duration.ofHours(15)).plusMillis(1)))
                .contains("its archive was made at 2026-01-31T11:00, and its manifest says 2026-02-01T02:00:00.001Z");
        assertThat(ArchiveAge.problem(header, TAKEN.minus(Duration.ofDays(9))))
                .as("a standby that had replayed nothing newer")
                .isEmpty();
    }

    @Test
    void a_key_is_not_shown_and_a_short_one_refused() {
        assertThat(KEY).hasToString("a key");
        PulseFailure failure = catchThrowableOfType(PulseFailure.class, () -> SealKey.of(" 0123456789abcde ", "x"));
        assertThat(failure).hasMessage("x has 15 characters");
    }

    private Optional<String> problem(Path backup, SealKey key) throws IOException {
        return BackupStore.backup(Sets.sealed(Sets.daily(directory), key), backup)
                .problem();
    }

    private static void seal(Path backup, SealKey key) throws Exception {
        Path file = backup.resolve(Manifest.FILE);
        Manifest manifest = read(Files.readAllBytes(file));
        Files.write(file, ManifestJson.write(manifest, key));
    }

    private static Manifest read(byte[] bytes) throws ManifestProblem {
        try {
            return ManifestJson.read(bytes, SealKey.NONE);
        } catch (ManifestProblem keyed) {
            return ManifestJson.read(bytes, KEY);
        }
    }
}
