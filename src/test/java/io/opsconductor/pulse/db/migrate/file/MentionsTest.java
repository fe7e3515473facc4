package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MentionsTest {
    /** What a regular expression would find is never passed over, whatever letters stand around. */
    @Property
    void what_an_expression_finds_is_mentioned(@ForAll("texts") List<String> parts) {
        String text = String.join("", parts);
        if (Pattern.compile("set_config|u&\"", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find()) {
            assertThat(Mentions.any(text, "set_config", "u&\"")).isTrue();
        }
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(
                        "SET_CONFIG",
                        "sEt_",
                        "config",
                        "U&\"",
                        "u",
                        "&",
                        "\"",
                        "\u0130",
                        "\u212A",
                        "\u017F",
                        "\ud83d\ude00",
                        "x")
                .list()
                .ofMaxSize(8);
    }

    @Test
    void what_is_not_in_a_text_is_not_mentioned_and_a_long_text_may_hold_all() {
        assertThat(Mentions.any("CREATE TABLE t (n int)", "schema", "grant")).isFalse();
        assertThat(Mentions.any("create Schema s", "schema", "grant")).isTrue();
        assertThat(Mentions.any("x".repeat(1 << 20), "schema")).isTrue();
    }
}
