package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.store.Manifest.Plain;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.Source.Timescale;

/**
 * A manifest as sealed JSON. Fields may be added; one that changes its meaning needs another {@code format}.
 */
public final class ManifestJson {
    private static final int FORMAT = 1;
    /** Of an encrypted backup, of which a pulse-db that does not know encryption would see no dump. */
    private static final int ENCRYPTED = 2;

    private ManifestJson() {}

    public static byte[] write(Manifest manifest, SealKey key) {
        ObjectNode json = SealedJson.object()
                .put("format", manifest.isEncrypted() ? ENCRYPTED : FORMAT)
                .put("set", manifest.set());
        Source source = manifest.source();
        json.put("database", source.database())
                .put("snapshotTime", source.snapshotTime().toString())
                .put("serverVersion", source.serverVersion())
                .put("pgDumpVersion", manifest.pgDumpVersion());
        source.serverTime().ifPresent(time -> json.put("serverTime", time.toString()));
        source.timescale().ifPresent(timescale -> json.putObject("timescaledb")
                .put("version", timescale.version())
                .put("edition", timescale.edition()));
        source.schemaVersion().ifPresent(version -> json.put("schemaVersion", version));
        source.bytes().ifPresent(bytes -> json.put("databaseBytes", bytes));
        ArrayNode files = json.putArray("files");
        manifest.files().forEach(file -> {
            ObjectNode entry = files.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
            file.plain()
                    .ifPresent(plain ->
                            entry.putObject("plain").put("bytes", plain.bytes()).put("sha256", plain.sha256()));
        });
        if (manifest.isEncrypted()) {
            manifest.encryptedTo().forEach(json.putArray("encryptedTo")::add);
        } else {
            EncryptedContents.put(json, manifest);
        }
        manifest.noGlobals().ifPresent(reason -> json.put("noGlobals", reason));
        json.put("seconds", manifest.took().toMillis() / 1000.0);
        manifest.dumped().ifPresent(dumped -> json.put("dumpSeconds", dumped.toMillis() / 1000.0));
        ObjectNode verification = json.putObject("verification")
                .put("time", manifest.verifiedAt().toString())
                .put("result", "verified");
        manifest.changed().ifPresent(time -> verification.put("changed", time.toString()));
        return SealedJson.sealed(json, key);
    }

    /** That of a backup, as {@link #read(byte[], SealKey)} believes it. */
    public static Manifest read(Path backup, SealKey key) throws IOException, ManifestProblem {
        return read(SmallFile.read(backup.resolve(Manifest.FILE), SmallFile.MOST_JSON), key);
    }

    /**
     * @throws ManifestProblem saying in a few words why it cannot be believed
     */
    public static Manifest read(byte[] bytes, SealKey key) throws ManifestProblem {
        try {
            if (!(SealedJson.parse(bytes) instanceof ObjectNode json)) {
                throw new ManifestProblem("its manifest is empty or no JSON object");
            }
            if (json.path("format").asInt() > ENCRYPTED) {
                throw ManifestProblem.newer("its manifest");
            }
            Optional<String> broken = SealedJson.unseal(json, key);
            if (broken.isPresent()) {
                throw new ManifestProblem("its manifest " + broken.get());
            }
            return manifest(json);
        } catch (IOException e) {
            throw new ManifestProblem("its manifest is no JSON");
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ManifestProblem("its manifest lacks something: " + e.getMessage());
        }
    }

    private static Manifest manifest(ObjectNode json) {
        List<StoredFile> files = new ArrayList<>();
        json.required("files")
                .forEach(file -> files.add(new StoredFile(
                        name(file.required("name").asText()),
                        SealedJson.count(file.required("bytes")),
                        file.required("sha256").asText(),
                        Optional.ofNullable(file.get("plain"))
                                .map(plain -> new Plain(
                                        SealedJson.count(plain.required("bytes")),
                                        plain.required("sha256").asText())))));
        List<String> encryptedTo = new ArrayList<>();
        json.path("encryptedTo").forEach(name -> encryptedTo.add(name.asText()));
        Manifest head = new Manifest(
                json.required("set").asText(),
                source(json),
                json.required("pgDumpVersion").asText(),
                files,
                Map.of(),
                Optional.empty(),
                SealedJson.took(json.required("seconds")),
                Optional.ofNullable(json.get("dumpSeconds")).map(SealedJson::took),
                SealedJson.time(json.required("verification").required("time")),
                Optional.ofNullable(json.path("verification").get("changed")).map(SealedJson::time),
                Optional.ofNullable(json.get("noGlobals")).map(JsonNode::asText),
                encryptedTo);
        return head.isEncrypted() ? head : EncryptedContents.read(head, json);
    }

    /** Below the backup's directory: what others may have written must lead to no other file. */
    private static String name(String text) {
        Path name = Path.of(text);
        if (text.isEmpty() || name.isAbsolute() || !name.normalize().toString().equals(text) || name.startsWith("..")) {
            throw new IllegalArgumentException("a file's name that lies in its directory");
        }
        return text;
    }

    private static Source source(ObjectNode json) {
        return new Source(
                json.required("database").asText(),
                SealedJson.time(json.required("snapshotTime")),
                Optional.ofNullable(json.get("serverTime")).map(SealedJson::time),
                json.required("serverVersion").asText(),
                Optional.ofNullable(json.get("timescaledb"))
                        .map(timescale -> new Timescale(
                                timescale.required("version").asText(),
                                timescale.required("edition").asText())),
                Optional.ofNullable(json.get("schemaVersion")).map(JsonNode::asText),
                Optional.empty(),
                json.has("databaseBytes")
                        ? OptionalLong.of(SealedJson.count(json.get("databaseBytes")))
                        : OptionalLong.empty());
    }
}
