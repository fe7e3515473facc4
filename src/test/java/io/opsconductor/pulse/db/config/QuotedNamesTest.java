package io.opsconductor.pulse.db.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedNamesTest {
    @Test
    void a_key_may_be_written_with_needless_quotes_wherever_it_is_set() {
        SmallRyeConfig config = config(
                source(240, Map.of("pulse.backups.daily.rpo", "24h", "pulse.backups.daily.rto", "2h")),
                source(
                        270,
                        Map.of(
                                "pulse.backups.\"daily\".rpo",
                                "30h",
                                "pulse.hypertables.\"iot.reading\".drop-after",
                                "3d")));

        assertThat(config.getRawValue("pulse.backups.daily.rpo")).isEqualTo("30h");
        assertThat(config.getRawValue("pulse.backups.daily.rto")).isEqualTo("2h");
        assertThat(config.getRawValue("pulse.hypertables.\"iot.reading\".drop-after"))
                .isEqualTo("3d");
        assertThat(config.getPropertyNames())
                .filteredOn(name -> name.startsWith("pulse."))
                .containsExactlyInAnyOrder(
                        "pulse.backups.daily.rpo",
                        "pulse.backups.daily.rto",
                        "pulse.hypertables.\"iot.reading\".drop-after");
    }

    @Test
    void the_source_that_takes_precedence_counts_whichever_way_it_writes() {
        assertThat(config(
                                source(270, Map.of("pulse.backups.\"daily\".rpo", "30h")),
                                source(299, Map.of("pulse.backups.daily.rpo", "1h")))
                        .getRawValue("pulse.backups.daily.rpo"))
                .isEqualTo("1h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pulse.databases.\"plant\".url",
                "pulse.databases.\"plant\".hypertables.reading.drop-after",
                "pulse.databases.plant.hypertables.\"reading\".drop-after",
                "pulse.databases.\"plant\".hypertables.\"reading\".drop-after",
                "pulse.databases.\"plant\".hypertables.\"iot.reading\".drop-after",
                "pulse.databases.\"a.b\".hypertables.\"reading\".drop-after",
            })
    void every_way_to_write_a_key_is_found_by_the_plain_one(String written) {
        SmallRyeConfig config = config(source(270, Map.of(written, "x")));
        assertThat(config.getRawValue(QuotedNames.plain(written))).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"pulse.profile", "pulse.migrations.lock-wait", "pulse.", "pulse.backups.", "pulse.backups.\"open"})
    void other_keys_have_one_way(String name) {
        assertThat(QuotedNames.quoted(name)).isEqualTo(List.of());
    }

    private static SmallRyeConfig config(PropertiesConfigSource... sources) {
        return new SmallRyeConfigBuilder()
                .withSources(sources)
                .withInterceptors(new QuotedNames())
                .build();
    }

    private static PropertiesConfigSource source(int ordinal, Map<String, String> values) {
        return new PropertiesConfigSource(values, "source " + ordinal, ordinal);
    }
}
