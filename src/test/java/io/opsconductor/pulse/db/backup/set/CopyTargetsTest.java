package io.opsconductor.pulse.db.backup.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may say of places for copies. */
class CopyTargetsTest {
    private static CopyTarget of(String... keysAndValues) {
        Map<String, String> properties =
                new HashMap<>(Map.of("pulse.backups.daily.copies.offsite.url", "s3://dumps/team"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put("pulse.backups.daily.copies.offsite." + keysAndValues[i], keysAndValues[i + 1]);
        }
        BackupSettings settings = new SmallRyeConfigBuilder()
                .withMapping(BackupSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(BackupSettings.class);
        return CopyTargets.of(
                        "daily", settings.byName().get("daily").copies(), Optional.of(Duration.ofHours(24)), false)
                .get(0);
    }

    @Test
    void a_place_has_the_recovery_point_of_its_set_unless_it_says_otherwise() {
        assertThat(of().rpo()).contains(Duration.ofHours(24));
        assertThat(of("rpo", "48h").rpo()).contains(Duration.ofHours(48));
        assertThat(of().root()).isEqualTo("team/daily/");
        assertThat(of().access().pathStyle()).isFalse();
        assertThat(of("endpoint", "https://minio:9000").access().pathStyle()).isTrue();
        assertThat(of("max-bandwidth", "50M").writing().bandwidth()).hasValue(50L << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://dumps,daily/",
        "s3://dumps/,daily/",
        "s3://dumps//a b/ü+%20$/,a b/ü+%20$/daily/",
    })
    void a_prefix_is_taken_literally(String url, String root) {
        assertThat(of("url", url).root()).isEqualTo(root);
    }

    @ParameterizedTest
    @CsvSource({
        "url,s3://key:secret@dumps/team,access-key and secret-key",
        "url,s3://AKIA:secret@/team,access-key and secret-key",
        "url,https://dumps.s3.amazonaws.com,s3://bucket/prefix",
        "url,s3://a,s3://bucket/prefix",
        "url,s3://dumps/a/../b,another prefix",
        "url,s3://dumps/a//b,another prefix",
        "url,s3://dumps/a\\b,another prefix",
        "endpoint,http://minio:9000,allow-http",
        "endpoint,https://key:secret@minio:9000,https://host:port",
        "endpoint,minio:9000,https://host:port",
        "endpoint,https://minio:9000?x=secret,https://host:port",
        "access-key,only,secret-key",
        "lock,governance,lock-for",
        "lock-for,30d,lock",
        "sse,AES,AES256",
        "max-bandwidth,fast,50M",
        "keep-last,-1,0 or more",
        "min-copies,0,1 or more",
    })
    void what_cannot_be_meant_is_refused_without_its_secrets(String key, String value, String remedy) {
        assertThatThrownBy(() -> of(key, value)).isInstanceOfSatisfying(PulseFailure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.getMessage() + failure.remedy()).contains(remedy).doesNotContain("AKIA");
            assertThat(failure).hasMessageNotContaining("secret@").hasMessageNotContaining("=secret");
        });
    }
}
