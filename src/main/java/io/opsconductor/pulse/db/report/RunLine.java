package io.opsconductor.pulse.db.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event in the life of {@code run}, as one line for people or one JSON object.
 *
 * @param event what kind of event, for machines: {@code start}, {@code finding}, {@code checked}, {@code backup} …
 * @param text for people; without a line break
 * @param fields for machines, beside time, level, event and message
 */
public record RunLine(Instant at, Level level, String event, String text, ObjectNode fields) {

    /** As severities are, and what work of our own ends in. */
    public enum Level {
        INFO,
        OK,
        WARNING,
        UNKNOWN,
        CRITICAL,
        /** A finding is ok again, or gone. */
        RESOLVED,
        /** A piece of work failed. */
        ERROR
    }

    static RunLine of(Instant at, Level level, String event, String text) {
        return new RunLine(at, level, event, text, Json.object());
    }

    /** The same with one more field for machines. */
    RunLine with(String field, String value) {
        return new RunLine(at, level, event, text, fields.deepCopy().put(field, value));
    }

    RunLine with(String field, long value) {
        return new RunLine(at, level, event, text, fields.deepCopy().put(field, value));
    }

    public String text() {
        return text;
    }

    /** {@code 2026-11-26T05:28:37Z CRITICAL compression.policy iot.reading: …}. */
    public String line() {
        return at.truncatedTo(ChronoUnit.SECONDS) + " " + String.format(Locale.ROOT, "%-8s", level) + " " + text;
    }

    /** One object without line breaks. */
    public String json() {
        ObjectNode line = Json.object()
                .put("time", at.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("event", event);
        fields.fields().forEachRemaining(field -> line.set(field.getKey(), field.getValue()));
        if (!line.has("message")) {
            line.put("message", text);
        }
        return Json.line(line);
    }
}
