package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What protects and is set to nothing. */
class EmptyValuesTest {
    @ParameterizedTest
    @CsvSource({
        "pulse.backups.daily.encrypt-to, ''",
        "pulse.backups.daily.encrypt-to, ' , ,'",
        "pulse.backups.\"a.b\".seal-key, ' '",
        "pulse.backups.daily.seal-key-file, ''",
        "pulse.backups.daily.identity-file, ''",
        "pulse.backups.daily.copies.offsite.sse, ''",
        "pulse.backups.daily.copies.offsite.sse-key, ''",
        "pulse.backups.daily.copies.offsite.lock-for, ''",
        "pulse.backups.daily.copies.offsite.endpoint, ''",
        "PGSSLMODE, ''",
        "PGCHANNELBINDING, ''",
        "PGGSSENCMODE, ' '",
        "PGSSLNEGOTIATION, ''",
    })
    void protection_without_a_value_is_refused(String key, String value) {
        assertThatThrownBy(() -> EmptyValues.refuse(config(key, value)))
                .hasMessageStartingWith(key + " is set to nothing (");
    }

    @ParameterizedTest
    @CsvSource({
        "pulse.backups.daily.encrypt-to, age1x",
        "pulse.isolation.column, ''",
        "pulse.hypertables.telemetry.compress-after, ''",
        "another.seal-key, ''",
        "PGSSLMODE, verify-full",
        "PGSSLROOTCERT, ''",
    })
    void what_has_a_value_or_may_be_without_is_not(String key, String value) {
        assertThatCode(() -> EmptyValues.refuse(config(key, value))).doesNotThrowAnyException();
    }

    private static SmallRyeConfig config(String key, String value) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(key, value), "test", 300))
                .build();
    }
}
