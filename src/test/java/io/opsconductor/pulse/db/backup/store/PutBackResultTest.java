package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutBackResultTest {
    private static final SealKey KEY = SealKey.of("a key that is long enough to be a key", "key");

    @TempDir
    private Path directory;

    @Test
    void a_result_that_lies_where_it_was_written_is_read() throws Exception {
        for (SealKey key : new SealKey[] {SealKey.NONE, KEY}) {
            Path file = directory.resolve("drill.json");
            SealedJson.replaceResult(file, found(Duration.ofDays(3)), key, true);

            assertThat(SealedJson.readResult(file, key).path("what").asText()).isEqualTo("good");
        }
    }

    @Test
    void with_a_key_one_that_came_there_later_is_not() throws Exception {
        Path file = directory.resolve("drill.json");
        Files.write(file, written(Duration.ofMinutes(6), KEY));
        assertThatThrownBy(() -> SealedJson.readResult(file, KEY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("came to its place after it had been written");

        Files.write(file, written(Duration.ofMinutes(4), KEY));
        assertThat(SealedJson.readResult(file, KEY).path("what").asText())
                .as("the clock of a file server may be ahead")
                .isEqualTo("good");

        Files.write(file, written(Duration.ofMinutes(6), SealKey.NONE));
        assertThat(SealedJson.readResult(file, SealKey.NONE).path("what").asText())
                .as("whoever may put it back could as well make it anew")
                .isEqualTo("good");
    }

    @Test
    void one_of_before_counts_by_the_time_that_it_tells() throws Exception {
        Path file = directory.resolve("drill.json");
        SealedJson.replace(file, found(Duration.ofMinutes(1)), KEY);
        assertThat(SealedJson.readResult(file, KEY).path("what").asText()).isEqualTo("good");

        SealedJson.replace(file, found(Duration.ofMinutes(6)), KEY);
        assertThatThrownBy(() -> SealedJson.readResult(file, KEY)).isInstanceOf(IOException.class);
    }

    /** As another one had it, when it was written. */
    private static byte[] written(Duration ago, SealKey key) {
        return SealedJson.sealed(
                found(ago).put("written", Instant.now().minus(ago).toString()), key);
    }

    private static ObjectNode found(Duration ago) {
        return SealedJson.object()
                .put("what", "good")
                .put("at", Instant.now().minus(ago).toString());
    }
}
