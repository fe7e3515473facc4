package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedKeysTest {
    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("pulse.properties"), content);
    }

    @Test
    void a_key_that_stands_twice_is_refused_without_its_value() throws IOException {
        Path file = file("pulse.a=1\npulse.webhook.token=S3cr3t\n# pulse.a=2\n\"x\"=\npulse.webhook.token : S3cr3t\n");

        assertThatThrownBy(() -> RepeatedKeys.refuse(KeysInFile.of(List.of(directory.resolve("none"), file))))
                .isInstanceOf(PulseFailure.class)
                .hasMessage(file + " sets pulse.webhook.token twice");
    }

    @Test
    void a_key_may_stand_once_in_each_file_and_a_value_go_over_lines() throws IOException {
        Path file = file("pulse.a=1, \\\n  pulse.a=1\npulse.b=\n");
        Path other = Files.writeString(directory.resolve("other.properties"), "pulse.a=2\n");

        assertThatCode(() -> RepeatedKeys.refuse(KeysInFile.of(List.of(file, other))))
                .doesNotThrowAnyException();
    }

    @Test
    void quotes_that_a_name_does_not_need_make_no_other_key() throws IOException {
        Path file = file("pulse.backups.daily.rpo=2h\npulse.backups.\"daily\".rpo=5h\n");

        assertThatThrownBy(() -> RepeatedKeys.refuse(KeysInFile.of(List.of(file))))
                .hasMessage(file + " sets pulse.backups.\"daily\".rpo twice");
    }
}
