package io.opsconductor.pulse.db.drill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** The result of a backup's last drill, as a file beside its manifest. Replaced in one step, so that it is never half. */
final class DrillRecord {
    /** Belongs to no backup's content: neither counted nor verified. */
    static final String FILE = "drill.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DrillRecord() {}

    /** @throws PulseFailure (failed) when it cannot be written: a drill that nobody remembers has to be done again */
    static void write(Path backup, DrillResult result) {
        try {
            byte[] json = (MAPPER.writeValueAsString(json(result)) + "\n").getBytes(StandardCharsets.UTF_8);
            Path partial = backup.resolve("." + FILE + ".partial");
            try (FileChannel channel = FileChannel.open(
                    partial,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap(json));
                channel.force(true);
            }
            Files.move(partial, backup.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw PulseFailure.failed(
                    "the result of the drill (" + (result.matches() ? "all as in the manifest" : "it differs")
                            + ") cannot be written to " + backup + ": " + e.getMessage(),
                    "make the backups writable for this user",
                    e);
        }
    }

    /** Empty when the backup was never restored, or nothing that can be read says so. */
    static Optional<DrillResult> read(Path backup) {
        try {
            Path file = backup.resolve(FILE);
            return Files.exists(file)
                    ? Optional.of(result(MAPPER.readTree(Files.readAllBytes(file))))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(DrillResult result) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("set", result.set())
                .put("backup", result.backup())
                .put("at", result.at().toString())
                .put("server", result.server())
                .put("restoreSeconds", result.took().toMillis() / 1000.0)
                .put("bytes", result.bytes())
                .put("tables", result.tables())
                .put("matches", result.matches())
                .put("failure", result.failure().orElse(null))
                .put("rto", result.rto().map(Duration::toSeconds).orElse(null));
        result.differences().forEach(json.putArray("differences")::add);
        return json;
    }

    private static DrillResult result(JsonNode json) {
        List<String> differences = new ArrayList<>();
        json.required("differences").forEach(difference -> differences.add(difference.asText()));
        return new DrillResult(
                json.required("set").asText(),
                json.required("backup").asText(),
                Instant.parse(json.required("at").asText()),
                json.required("server").asText(),
                Duration.ofMillis(Math.round(json.required("restoreSeconds").asDouble() * 1000)),
                json.required("bytes").asLong(),
                json.required("tables").asInt(),
                differences,
                Optional.ofNullable(json.required("failure").textValue()),
                Optional.of(json.required("rto"))
                        .filter(JsonNode::isNumber)
                        .map(rto -> Duration.ofSeconds(rto.asLong())));
    }
}
