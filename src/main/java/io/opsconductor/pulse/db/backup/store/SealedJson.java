package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.FileChanges;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.file.SmallFile;

/**
 * What is written down beside backups: a JSON object whose last field, the seal, is of all the others, so that a change
 * shows; see {@link SealKey}. Trees of nodes need no reflection.
 */
public final class SealedJson {
    private static final String SEAL = "seal";
    private static final String WRITTEN = "written";
    /** When a result was found; older ones tell no more. */
    private static final String AT = "at";

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    /** A petabyte: thousands of such numbers can be added. */
    private static final long MOST = 1L << 50;

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SealedJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * @throws DateTimeException for what is no time, or one that nothing can be counted from: others may have written it, and
     *     what lies at the end of all time would end each command that looks at it
     */
    public static Instant time(JsonNode text) {
        Instant time = Instant.parse(text.asText());
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new DateTimeException("a time between 1970 and 9999");
        }
        return time;
    }

    /** @throws IllegalArgumentException for what is no number of things or bytes, or more than there can be */
    public static long count(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0 || number.asLong() > MOST) {
            throw new IllegalArgumentException("a whole number of 0 or more");
        }
        return number.asLong();
    }

    /** @throws IllegalArgumentException for what is no number of seconds, or longer than anything can take */
    public static Duration took(JsonNode seconds) {
        if (!seconds.isNumber() || !(seconds.asDouble() >= 0 && seconds.asDouble() <= LONGEST.toSeconds())) {
            throw new IllegalArgumentException("a number of seconds");
        }
        return Duration.ofMillis(Math.round(seconds.asDouble() * 1000));
    }

    /** @throws IOException also for what is no JSON */
    static JsonNode parse(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /**
     * Takes the seal off.
     *
     * @return why these fields cannot be believed; empty when they can
     */
    static Optional<String> unseal(ObjectNode json, SealKey key) {
        JsonNode seal = json.remove(SEAL);
        if (seal != null && key.isOf(seal.asText(), compact(json))) {
            return Optional.empty();
        }
        return Optional.ofNullable(seal)
                .flatMap(found -> key.otherKind(found.asText()))
                .or(() -> Optional.of("was changed after it had been written"));
    }

    /**
     * @return the fields without the seal
     * @throws IOException when it cannot be read, is no JSON object or was changed after it had been sealed
     */
    public static ObjectNode read(Path file, SealKey key) throws IOException {
        return read(file.toString(), SmallFile.read(file, SmallFile.MOST_JSON), key);
    }

    /** @param name of what holds the bytes, for the failure */
    public static ObjectNode read(String name, byte[] bytes, SealKey key) throws IOException {
        if (!(parse(bytes) instanceof ObjectNode json)) {
            throw new IOException(name + " is no JSON object");
        }
        Optional<String> broken = unseal(json, key);
        if (broken.isPresent()) {
            throw new IOException(name + " " + broken.get());
        }
        return json;
    }

    public static byte[] sealed(ObjectNode json, SealKey key) {
        json.put(SEAL, key.seal(compact(json)));
        try {
            return (MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    /** Seals it, and puts it into the file's place in one step: whoever reads finds the old or the new one, whole. */
    public static void replace(Path file, ObjectNode json, SealKey key) throws IOException {
        PrivateFiles.replace(file, sealed(json, key));
    }

    /** @param good false for what says that something is bad: see {@link PrivateFiles#replaceOrEmpty} */
    public static void replace(Path file, ObjectNode json, SealKey key, boolean good) throws IOException {
        if (good) {
            replace(file, json, key);
        } else {
            PrivateFiles.replaceOrEmpty(file, sealed(json, key));
        }
    }

    /** The same of a result that a later one replaces: it holds when that was, so that putting it back shows. */
    public static void replaceResult(Path file, ObjectNode json, SealKey key, boolean good) throws IOException {
        replace(file, json.put(WRITTEN, Instant.now().toString()), key, good);
    }

    /**
     * What {@link #replaceResult} wrote. With a key, one that came to its place later than it was written does not count: an
     * older result may have been put back in place of a newer one. Other rights, or a copy of the volume, look the same.
     *
     * @throws IOException as {@link #read(Path, SealKey)}, and when it was put there later
     */
    public static ObjectNode readResult(Path file, SealKey key) throws IOException {
        Optional<Instant> placed = key.isKeyed() ? FileChanges.newest(List.of(file)) : Optional.empty();
        ObjectNode json = read(file, key);
        JsonNode written = Optional.ofNullable(json.get(WRITTEN)).orElseGet(() -> json.required(AT));
        if (FileChanges.since(placed, Optional.empty(), time(written))) {
            throw new IOException(file + " came to its place after it had been written");
        }
        return json;
    }

    /** Over the compact form, so that white space does not matter. */
    private static byte[] compact(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
