package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.file.DirectoryMode;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryCheckTest {
    private static final Path PLACE = Path.of("/dumps/my daily");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "true, false, 'group staff may write into /dumps/my daily: remove backups', 'chmod g-w '",
        "false, true, 'every user of the machine may write into', 'chmod o-w '",
        "true, true, 'every user of the machine may write into', 'chmod g-w,o-w '",
    })
    void who_may_write_there_is_told_and_the_statement_that_ends_it(
            boolean byGroup, boolean byOthers, String told, String cure) {
        Finding finding = DirectoryCheck.judge(
                "daily", new DirectoryMode(PLACE, "rwxrwxrwx a:staff", "a", "staff", byGroup, byOthers, false), false);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains(told, "forged");
        assertThat(finding.remedy()).isEqualTo(cure + "'/dumps/my daily'");
    }

    @Test
    void a_seal_key_keeps_others_from_forging_and_not_from_removing() {
        assertThat(DirectoryCheck.judge("daily", new DirectoryMode(PLACE, "", "a", "staff", false, true, false), true)
                        .message())
                .contains("remove backups")
                .doesNotContain("forged");
    }

    @Test
    void the_directory_that_a_link_leads_to_is_looked_at_and_the_remedy_closes_it() throws Exception {
        Path real = Files.createDirectory(directory.resolve("it's real"));
        Files.createSymbolicLink(directory.resolve("daily"), real);
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);

        mode(real, "rwxrwxr-x");
        assertThat(findings()).as("our own group").extracting(Finding::severity).containsExactly(Severity.OK);

        mode(real, "rwxrwxrwx");
        Finding finding = findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains(real.toRealPath().toString());
        assertThat(new ProcessBuilder("sh", "-c", finding.remedy()).start().waitFor())
                .isZero();
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.OK);
    }

    /** Who may rename the set's directory may put another in its place. */
    @Test
    void the_directory_that_the_configuration_names_is_looked_at_too() throws Exception {
        Path set = Files.createDirectory(directory.resolve("daily"));
        mode(directory, "rwxrwxrwx");
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).contains(directory.toRealPath() + ":");
        });

        assertThat(new ProcessBuilder("chmod", "1777", directory.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OK);
            assertThat(finding.message())
                    .contains("none but its owner " + Files.getOwner(set).getName());
        });
    }

    @Test
    void what_is_not_there_is_told_by_others() {
        assertThat(findings()).isEmpty();
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private List<Finding> findings() {
        try (Database database = new Database(DatabaseUrl.parse("postgresql://127.0.0.1:1/none"))) {
            return new DirectoryCheck(Sets.of(Map.of("daily", Sets.in(directory)))).findings(database, Instant.now());
        }
    }
}
