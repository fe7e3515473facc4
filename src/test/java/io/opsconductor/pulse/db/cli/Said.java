package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;

/** What a run of the program said, asserted with both streams shown when it is not as expected. */
public final class Said {
    private final Outcome outcome;

    private Said(Outcome outcome) {
        this.outcome = outcome;
    }

    public static Said by(Outcome outcome) {
        return new Said(outcome);
    }

    public Said exit(int code) {
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(code);
        return this;
    }

    public Said out(String... parts) {
        assertThat(outcome.out()).as(outcome.toString()).contains(parts);
        return this;
    }

    public Said err(String... parts) {
        for (String part : parts) {
            assertThat(outcome.err()).as(outcome.toString()).contains(part);
        }
        return this;
    }

    Said once(String part) {
        assertThat(outcome.out().split(Pattern.quote(part), -1))
                .as(outcome.toString())
                .hasSize(2);
        return this;
    }

    Said silent() {
        assertThat(outcome.out()).as(outcome.toString()).isEmpty();
        return noErr();
    }

    Said noErr() {
        assertThat(outcome.err()).as(outcome.toString()).isEmpty();
        return this;
    }

    public Said nowhere(String... secrets) {
        for (String secret : secrets) {
            assertThat(outcome.out() + outcome.err()).as(outcome.toString()).doesNotContain(secret);
        }
        return this;
    }

    /** It failed with this code and one line on standard error, which names problem and remedy and shows no code. */
    public Said failed(int code, String... parts) {
        exit(code).err(parts);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("pulse-db: ")))
                .as(outcome.toString())
                .singleElement()
                .asString()
                .contains(" -> ");
        return nowhere("\tat ", "Exception", "Caused by", "io.opsconductor");
    }

    /** Nothing but the failure's line is on standard error. */
    Said inOneLine() {
        assertThat(outcome.err().lines()).as(outcome.toString()).hasSize(1);
        return this;
    }

    /** The fields of a drill. */
    public static final String[] DRILL = {
        "set",
        "backup",
        "matches",
        "differences",
        "notCompared",
        "restoreSeconds",
        "rto",
        "withinRto",
        "bytes",
        "tables",
        "server",
        "at",
        "copy"
    };

    /** Standard output, which must be one JSON document with these fields, in this order. */
    public JsonNode document(String... fields) {
        try {
            JsonNode document = new ObjectMapper().readTree(outcome.out());
            assertThat(document.fieldNames())
                    .toIterable()
                    .as(outcome.toString())
                    .containsExactlyElementsOf(Arrays.asList(fields));
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON document: " + outcome, e);
        }
    }
}
