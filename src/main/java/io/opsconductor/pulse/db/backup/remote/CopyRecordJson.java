package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.remote.CopyRecord.Item;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.backup.store.SealedJson;

/** A copy's record as sealed JSON. */
final class CopyRecordJson {
    private static final int FORMAT = 1;

    private CopyRecordJson() {}

    static byte[] write(CopyRecord record, SealKey key) {
        ObjectNode json = SealedJson.object()
                .put("format", FORMAT)
                .put("copiedAt", record.copiedAt().toString())
                .put("seconds", record.took().toMillis() / 1000.0);
        ArrayNode list = json.putArray("objects");
        record.objects().forEach((name, item) -> list.addObject()
                .put("name", name)
                .put("bytes", item.bytes())
                .put("etag", item.etag()));
        return SealedJson.sealed(json, key);
    }

    /**
     * @throws ManifestProblem when a newer pulse-db wrote it
     * @throws IOException saying why it cannot be believed
     */
    static CopyRecord read(byte[] bytes, SealKey key) throws IOException, ManifestProblem {
        ObjectNode json = SealedJson.read(CopyRecord.FILE, bytes, key);
        if (json.path("format").asInt() > FORMAT) {
            throw ManifestProblem.newer(CopyRecord.FILE);
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
            throw new IOException(CopyRecord.FILE + " lacks something", e);
        }
    }
}
