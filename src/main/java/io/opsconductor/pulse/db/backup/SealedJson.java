package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is written down beside backups: a JSON object whose last field, the seal, is the SHA-256 of all the others, so that
 * a change made by hand shows. It keeps nobody from making a new seal. Trees of nodes need no reflection.
 */
public final class SealedJson {
    private static final String SEAL = "seal";
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SealedJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws IOException also for what is no JSON */
    static JsonNode parse(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /** Takes the seal off. False when there was none, or not the one of these fields. */
    static boolean unseal(ObjectNode json) {
        JsonNode seal = json.remove(SEAL);
        return seal != null && seal.asText().equals(seal(json));
    }

    /**
     * @return the fields without the seal
     * @throws IOException when it cannot be read, is no JSON object or was changed after it had been sealed
     */
    public static ObjectNode read(Path file) throws IOException {
        if (parse(SmallFile.read(file, SmallFile.MOST_JSON)) instanceof ObjectNode json && unseal(json)) {
            return json;
        }
        throw new IOException(file + " was changed after it had been written");
    }

    static byte[] sealed(ObjectNode json) {
        json.put(SEAL, seal(json));
        try {
            return (MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    /** Seals it, and puts it into the file's place in one step: whoever reads finds the old or the new one, whole. */
    public static void replace(Path file, ObjectNode json) throws IOException {
        String name = file.getFileName().toString();
        Path partial = Files.createTempFile(
                file.getParent(),
                name.startsWith(".") ? name : "." + name,
                PartialBackup.ENDING,
                PrivateFiles.FILE_MODE);
        try {
            Files.write(partial, sealed(json));
            PrivateFiles.flush(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
        PrivateFiles.flush(file.getParent());
    }

    /** Over the compact form, so that white space does not matter. */
    private static String seal(ObjectNode json) {
        return Checksum.of(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
