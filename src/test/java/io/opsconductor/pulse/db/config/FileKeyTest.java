package io.opsconductor.pulse.db.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKeyTest {
    /** What files, keys, expressions or terminals take for something else, and a few that they do not. */
    private static final List<String> PARTS = List.of(
            "a",
            "B",
            "0",
            "é",
            "語",
            "😀",
            "_",
            "-",
            " ",
            "  ",
            ".",
            "..",
            "\"",
            "'",
            "\\",
            "\\u0041",
            "\\n",
            "$",
            "$$",
            "${",
            "}",
            "${a:b}",
            "\\${",
            "{",
            "[",
            "]",
            "[0]",
            "#",
            "!",
            "=",
            ":",
            "%",
            "%prod.",
            ",",
            ";",
            "/",
            "*",
            "?",
            "\n",
            "\r",
            "\t",
            "\f",
            "\u0000",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u009b",
            "\u00a0",
            "\u00ad",
            "\u2028",
            "\u2029",
            "\u202e",
            "\u2066",
            "\ufeff",
            "\u3000",
            "\udb40\udc01",
            "expected",
            "drop-after",
            "pulse.profile=x");

    @Test
    void a_file_of_any_names_is_read_and_holds_each_that_it_does_not_call_impossible() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            List<String> names = IntStream.range(0, 20)
                    .mapToObj(name -> IntStream.rangeClosed(0, random.nextInt(6))
                            .mapToObj(part -> PARTS.get(random.nextInt(PARTS.size())))
                            .collect(Collectors.joining()))
                    .distinct()
                    .toList();
            List<String> lines = names.stream()
                    .map(name -> FileKey.line("pulse.hypertables", name, "drop-after", "90d"))
                    .toList();

            assertThat(lines).allMatch(PlainText::isVisible);
            List<String> written = IntStream.range(0, names.size())
                    .filter(i -> !lines.get(i).startsWith("# "))
                    .mapToObj(names::get)
                    .toList();
            assertThat(read(lines).getConfigMapping(HypertableSettings.class).byName().keySet().stream()
                            .map(FileKeyTest::ascii))
                    .containsExactlyInAnyOrderElementsOf(
                            written.stream().map(FileKeyTest::ascii).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Odd = #1", "iot.reading", "a.b.c", "'", "?", "x[0]y", "a$b", "a\"b", "%dev.x", " "})
    void what_a_key_can_hold_is_written(String name) {
        assertThat(FileKey.line("pulse.hypertables", name, "drop-after", "90d")).doesNotStartWith("#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/backups", " a", "a ", "a b", "c:\\d", "a$b", "a$$b", "${a}", "a\\$b", "#", "é"})
    void a_value_is_read_as_it_was_or_is_a_comment(String value) {
        String line = FileKey.line("pulse.migrations.directory", value);

        String read = read(List.of(line))
                .getOptionalValue("pulse.migrations.directory", String.class)
                .orElse("");
        assertThat(read).isEqualTo(line.startsWith("# ") ? "" : value);
    }

    /** For a failure that can be read. */
    private static String ascii(String name) {
        return String.valueOf(name)
                .codePoints()
                .mapToObj(code -> code > ' ' && code < 127 ? Character.toString(code) : "<" + code + ">")
                .collect(Collectors.joining());
    }

    private static SmallRyeConfig read(List<String> lines) {
        Map<String, String> values = NamedFile.values(new StringReader(String.join("\n", lines)));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(HypertableSettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
