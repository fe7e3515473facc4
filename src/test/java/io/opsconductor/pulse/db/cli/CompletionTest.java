package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash offers for the words so far, which it hands over cut at "=". */
class CompletionTest {
    /** compopt may be called while a key is pressed only. */
    private static final String ASK = """
            compopt() { asked="$*"; }
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _pulse_db_words
            echo "${COMPREPLY[*]}"
            echo "$asked"
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "migr, migrate",
        "backup ta, take",
        "repair re, rebuild-indexes",
        "migrate --dry, --dry-run",
        "check --output = js, json",
        "check --output =, table json html metrics",
        "check --output js, json",
        "check --output=js, --output=json",
        "check --output = json --fa, --fail-on",
        "--config = pulse.properties backup li, list",
        "check --fail-on = CR, CRITICAL",
    })
    void words_are_offered(String typed, String offered) throws Exception {
        assertThat(ask(typed)).first().isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource({"migrate --config = p", "migrate --config p", "validate --migrations = d", "--config ="})
    void where_no_word_is_known_files_are_offered(String typed) throws Exception {
        assertThat(ask(typed)).containsExactly("", "-o default");
    }

    @Test
    void every_command_is_offered() throws Exception {
        assertThat(List.of(ask("''").get(0).split(" "))).containsAll(Pulse.names());
    }

    private List<String> ask(String typed) throws IOException, InterruptedException {
        String words = Arrays.stream(typed.split(" "))
                .map(word -> word.equals("''") ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
        String script = CompletionCommand.script(WithoutServices.commandLine());
        Path file = Files.writeString(
                directory.resolve("completion"), script + "\nCOMP_WORDS=(pulse-db " + words + ")\n" + ASK);
        Process bash = new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
