package io.opsconductor.pulse.db.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.failure.PlainText;

/** Writes one JSON document. Built from nodes, not from classes: the schema is a contract, and needs no reflection. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Over several lines, for one document. */
    static String text(ObjectNode document) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), document);
    }

    /** In one line, for one of many. */
    static String line(ObjectNode document) {
        return written(MAPPER.writer(), document);
    }

    private static String written(ObjectWriter writer, ObjectNode document) {
        try {
            return PlainText.withoutKeys(writer.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }
}
