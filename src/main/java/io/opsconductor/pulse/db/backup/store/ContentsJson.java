package io.opsconductor.pulse.db.backup.store;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.archive.Contents.Job;

/** {@link Contents} as a manifest holds them. */
final class ContentsJson {
    private ContentsJson() {}

    static void write(ObjectNode json, Contents contents) {
        ArrayNode hypertables = json.putArray("hypertables");
        contents.hypertables().forEach(hypertable -> hypertables
                .addObject()
                .put("name", hypertable.name())
                .put("chunks", hypertable.chunks())
                .put("compressedChunks", hypertable.compressedChunks()));
        contents.continuousAggregates().forEach(json.putArray("continuousAggregates")::add);
        ArrayNode jobs = json.putArray("jobs");
        contents.jobs().forEach(job -> jobs.addObject()
                .put("procedure", job.procedure())
                .put("hypertable", job.hypertable())
                .put("config", job.config())
                .put("every", job.every())
                .put("scheduled", job.scheduled()));
        contents.roles().forEach(json.putArray("roles")::add);
    }

    /** @throws IllegalArgumentException when a field is missing */
    static Contents read(JsonNode json) {
        List<Hypertable> hypertables = new ArrayList<>();
        json.required("hypertables")
                .forEach(hypertable -> hypertables.add(new Hypertable(
                        hypertable.required("name").asText(),
                        SealedJson.count(hypertable.required("chunks")),
                        SealedJson.count(hypertable.required("compressedChunks")))));
        List<Job> jobs = new ArrayList<>();
        json.required("jobs")
                .forEach(job -> jobs.add(new Job(
                        job.required("procedure").asText(),
                        job.required("hypertable").asText(),
                        job.required("config").asText(),
                        job.required("every").asText(),
                        job.required("scheduled").asBoolean())));
        return new Contents(
                hypertables, texts(json.required("continuousAggregates")), jobs, texts(json.required("roles")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
