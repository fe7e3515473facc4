package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.store.SealedJson;

/**
 * What the store said of a copy's objects when each had been compared with the manifest: so a look at the list tells later
 * whether they are still the same. It stands beside them, sealed as the manifest is.
 *
 * @param objects by their names below the copy
 */
record CopyRecord(Map<String, Item> objects, Instant copiedAt, Duration took) {
    static final String FILE = "copy.json";

    private static final int FORMAT = 1;

    /** One object. */
    record Item(long bytes, String etag) {}

    byte[] json(SealKey key) {
        ObjectNode json = SealedJson.object()
                .put("format", FORMAT)
                .put("copiedAt", copiedAt.toString())
                .put("seconds", took.toMillis() / 1000.0);
        ArrayNode list = json.putArray("objects");
        objects.forEach((name, item) ->
                list.addObject().put("name", name).put("bytes", item.bytes()).put("etag", item.etag()));
        return SealedJson.sealed(json, key);
    }

    /** @throws IOException saying why it cannot be believed */
    static CopyRecord read(byte[] bytes, SealKey key) throws IOException {
        ObjectNode json = SealedJson.read(FILE, bytes, key);
        if (json.path("format").asInt() > FORMAT) {
            throw new IOException("its " + FILE + " was written by a newer pulse-db");
        }
        try {
            Map<String, Item> objects = new TreeMap<>();
            json.required("objects")
                    .forEach(item -> objects.put(
                            item.required("name").asText(),
                            new Item(
                                    item.required("bytes").asLong(),
                                    item.required("etag").asText())));
            return new CopyRecord(
                    objects,
                    SealedJson.time(json.required("copiedAt")),
                    Duration.ofMillis(Math.round(json.required("seconds").asDouble() * 1000)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("its " + FILE + " lacks something", e);
        }
    }
}
