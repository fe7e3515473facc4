package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.age.AgeFormatException;
import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.file.SmallFile;

/**
 * What a manifest says of the database's content: tables, rows, roles. In an encrypted backup it is a file of its own beside
 * the manifest, whose head stays readable.
 */
public final class EncryptedContents {
    public static final String FILE = "contents.json";

    private EncryptedContents() {}

    /**
     * Writes that file beside the others of an encrypted backup.
     *
     * @return the manifest with it among its files; of a backup that is not encrypted, the same
     */
    public static Manifest write(BackupFiles files, Manifest manifest) throws IOException {
        if (!files.areEncrypted()) {
            return manifest;
        }
        ObjectNode json = SealedJson.object();
        put(json, manifest);
        files.write(FILE, json.toString().getBytes(StandardCharsets.UTF_8));
        return manifest.with(files.stored(FILE));
    }

    static void put(ObjectNode json, Manifest manifest) {
        manifest.source().powerful().ifPresent(roles -> {
            ArrayNode names = json.putArray("powerfulRoles");
            roles.stream().sorted().forEach(names::add);
        });
        ObjectNode rows = json.putObject("rows");
        manifest.rows().forEach(rows::put);
        manifest.contents().ifPresent(contents -> ContentsJson.write(json.putObject("contents"), contents));
    }

    /**
     * The whole manifest of a backup.
     *
     * @param head as it was read; of a backup that is not encrypted it is whole
     * @param key of an encrypted one
     * @throws IOException when the key does not fit, or the file was changed or cut
     * @throws ManifestProblem when what is in it cannot be believed
     */
    public static Manifest open(Manifest head, Path backup, Optional<AgeKey> key) throws IOException, ManifestProblem {
        if (!head.isEncrypted()) {
            return head;
        }
        try (InputStream in = key.orElseThrow().open(head.path(backup, FILE))) {
            byte[] bytes = in.readNBytes(SmallFile.MOST_JSON + 1);
            if (bytes.length > SmallFile.MOST_JSON || !(SealedJson.parse(bytes) instanceof ObjectNode json)) {
                throw new ManifestProblem("its list of tables is too large or no JSON object");
            }
            return read(head, json);
        } catch (AgeFormatException e) {
            throw new ManifestProblem("its list of tables cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ManifestProblem("its list of tables lacks something: " + e.getMessage());
        }
    }

    static Manifest read(Manifest head, ObjectNode json) {
        Map<String, Long> rows = new TreeMap<>();
        json.required("rows")
                .properties()
                .forEach(table -> rows.put(table.getKey(), SealedJson.count(table.getValue())));
        return new Manifest(
                head.set(),
                head.source()
                        .withPowerful(
                                Optional.ofNullable(json.get("powerfulRoles")).map(EncryptedContents::texts)),
                head.pgDumpVersion(),
                head.files(),
                rows,
                Optional.ofNullable(json.get("contents")).map(ContentsJson::read),
                head.took(),
                head.dumped(),
                head.verifiedAt(),
                head.changed(),
                head.noGlobals(),
                head.encryptedTo());
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }
}
