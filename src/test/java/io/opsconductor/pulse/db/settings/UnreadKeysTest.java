package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadKeysTest {
    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("pulse.conf"), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pulse:\n  backups:\n    daily:\n      seal-key: S3cr3t\n",
                "---\npulse:\n  http:\n    port: 0\n",
                "[pulse]\nseal-key = S3cr3t\n",
                "# by hand\n[pulse.backups.daily]\nseal-key = \"S3cr3t\"\n",
                "{\n  \"pulse\": { \"seal-key\": \"S3cr3t\" }\n}\n",
            })
    void a_file_of_another_format_is_refused_without_its_values(String content) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> UnreadKeys.refuse(KeysInFile.of(List.of(directory.resolve("none"), file))))
                .isInstanceOfSatisfying(PulseFailure.class, refused -> assertThat(refused.exit())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(file + " is no properties file: a line begins with ")
                .hasMessageNotContaining("S3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backups.daily.seal-key", "http.port", "hypertables.\"iot.reading\".drop-after", "profile"})
    void a_key_without_its_beginning_is_refused_without_its_value(String key) throws IOException {
        Path file = file(key + "=S3cr3t\n");

        assertThatThrownBy(() -> UnreadKeys.refuse(KeysInFile.of(List.of(file))))
                .isInstanceOfSatisfying(PulseFailure.class, refused -> assertThat(refused.remedy())
                        .isEqualTo("write pulse." + key))
                .hasMessage(file + " sets " + key + ", which is no key of pulse-db");
    }

    @Test
    void what_is_ours_or_of_the_framework_or_of_other_programs_is_passed_over() throws IOException {
        Path file = file("pulse.http.port=0\nquarkus.log.level=INFO\n%prod.pulse.profile=none\nDATABASE_URL=x\n"
                + "http=1\nteam.owner=storage\npulse.note=pulse:\n");

        assertThatCode(() -> UnreadKeys.refuse(KeysInFile.of(List.of(file)))).doesNotThrowAnyException();
    }
}
