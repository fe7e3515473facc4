package io.opsconductor.pulse.db.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "$(id)", "`id`", "a';id;'b", "a\"b", "~", "*", "!x", "\\d+ \"x\"", "-", "a&b", "größe", ""
            })
    void a_shell_gives_the_very_text_back(String text) throws Exception {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf %s " + ShellWord.of(text))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void what_needs_no_quotes_has_none() {
        assertThat(ShellWord.of("20260131T000000Z")).isEqualTo("20260131T000000Z");
        assertThat(ShellWord.of("nightly-2026_01.dump")).isEqualTo("nightly-2026_01.dump");
    }
}
