package io.opsconductor.pulse.db.timescale.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionJudgeTest {
    private static Finding judge(String installed, String offered, Edition edition) {
        return ExtensionJudge.judge(new Extension(
                        "pulse",
                        "iot",
                        Optional.ofNullable(installed),
                        Optional.ofNullable(offered),
                        edition,
                        "public"))
                .get(0);
    }

    @Test
    void a_missing_extension_is_critical_and_can_be_created_where_the_server_has_it() {
        Finding finding = judge(null, "2.23.0", Edition.NOT_SAID);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).isEqualTo("CREATE EXTENSION timescaledb;");
        assertThat(judge(null, null, Edition.NOT_SAID).remedy()).contains("shared_preload_libraries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.9.3", "2.22.1", "2.23", "2.23.0"})
    void an_extension_older_than_the_library_is_a_warning(String installed) {
        Finding finding = judge(installed, "2.23.1", Edition.COMMUNITY);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void the_update_is_spelled_out() {
        assertThat(judge("2.22.1", "2.23.1", Edition.COMMUNITY).remedy())
                .startsWith("ALTER EXTENSION timescaledb UPDATE;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.23.1", "2.23.1-dev", "2.100.0"})
    void an_extension_as_new_as_the_library_is_fine(String installed) {
        assertThat(judge(installed, "2.23.1", Edition.COMMUNITY).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_catalogue_older_than_any_known_here_is_a_warning() {
        assertThat(judge("2.10.3", "2.10.3", Edition.COMMUNITY).message()).contains("older than 2.11");
        assertThat(judge("2.11.0", "2.11.0", Edition.COMMUNITY).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void the_apache_edition_is_one_warning_that_says_what_follows() {
        assertThat(ExtensionJudge.judge(Facts.extension(Edition.APACHE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .satisfies(finding -> assertThat(finding.message()).contains("against the configuration alone"));
    }
}
