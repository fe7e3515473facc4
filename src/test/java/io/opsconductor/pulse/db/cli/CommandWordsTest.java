package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {

    @ParameterizedTest(name = "pulse-db {0}")
    @CsvSource(
            nullValues = "none",
            value = {
                "run, run",
                "backup take run, backup",
                "drill --backup run, drill",
                "check --output run, check",
                "--output json run, run",
                "--database-url run status, status",
                "--quiet --verbose migrate --target=run, migrate",
                "nope run, none",
                "--help, none",
                "'', none",
            })
    void the_command_is_the_first_word_that_is_no_option(String words, String command) {
        assertThat(of(words).command().orElse("none")).isEqualTo(command == null ? "none" : command);
    }

    @ParameterizedTest(name = "pulse-db {0}")
    @CsvSource({
        "status --output=json, true",
        "status --output=JSON, true",
        "status --output Json, true",
        "--output=JSON status, true",
        "backup --output=json take daily, true",
        "backup take daily --output=json, true",
        "status --nonsense --output=json, true",
        "status --output=xml, false",
        "status --output, false",
        "status -- --output=json, false",
        "migrate --migrations=--output=json, false",
        "status, false",
    })
    void a_document_is_wanted_whatever_else_is_wrong(String words, boolean json) {
        assertThat(of(words).json()).isEqualTo(json);
    }

    @Test
    void a_configuration_file_is_found_before_the_command_and_after_it() {
        assertThat(of("--config=a.properties check").config()).contains("a.properties");
        assertThat(of("check --config b.properties").config()).contains("b.properties");
        assertThat(of("check").config()).isEmpty();
    }

    private static CommandWords of(String words) {
        return CommandWords.of(words.isEmpty() ? new String[0] : words.split(" "));
    }
}
