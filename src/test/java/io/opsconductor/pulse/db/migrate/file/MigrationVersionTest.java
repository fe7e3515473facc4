package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationVersionTest {

    @ParameterizedTest(name = "{0} is {1}, in Flyway {2}")
    @CsvSource({
        "000, 000, 0",
        "36, 036, 36",
        "036a, 036a, 36.1",
        "036A, 036a, 36.1",
        "36.1, 036a, 36.1",
        "036.26, 036z, 36.26",
        "36.0, 036, 36",
        "1000, 1000, 1000",
        "999999999z, 999999999z, 999999999.26",
        "' 115 ', 115, 115",
    })
    void a_version_is_read_as_people_and_as_flyway_write_it(String text, String label, String flyway) {
        MigrationVersion version = MigrationVersion.parse(text).orElseThrow();

        assertThat(version.label()).isEqualTo(label);
        assertThat(version).hasToString(label);
        assertThat(version.flyway()).isEqualTo(flyway);
        assertThat(MigrationVersion.parse(label)).contains(version);
        assertThat(MigrationVersion.parse(flyway)).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "036ab", "-1", "36.", "36.1.2", "36.27", "9999999999999999999", "latest", "036 a"})
    void anything_else_is_no_version(String text) {
        assertThat(MigrationVersion.parse(text)).isEmpty();
    }

    @Test
    void the_order_is_number_then_letter() {
        List<String> sorted = Stream.of("100", "036b", "037", "036", "2", "036a", "1000")
                .map(text -> MigrationVersion.parse(text).orElseThrow())
                .sorted()
                .map(MigrationVersion::label)
                .toList();

        assertThat(sorted).containsExactly("002", "036", "036a", "036b", "037", "100", "1000");
    }
}
