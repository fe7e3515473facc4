package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.FileChanges;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Verification;

/**
 * The newest verification, beside the backup: so a check need not read what takes hours to read. It is sealed as the
 * manifest is, and bound to it: one that was copied from another backup says nothing.
 */
public final class VerificationRecord {
    public static final String FILE = "verification.json";

    private VerificationRecord() {}

    /**
     * What is about to be read: the result is of that, and of nothing that is put in its place meanwhile.
     *
     * @param manifest its checksum
     * @param changed when the files had been changed last; empty where the file system does not tell
     */
    public record Unread(String manifest, Optional<Instant> changed) {}

    /** Empty where the manifest cannot be believed. */
    public static Optional<Unread> unread(Path backup, SealKey key) throws IOException {
        Optional<Manifest> written = manifest(backup, key);
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(new Unread(manifest(backup), changed(backup, written.get())));
    }

    /** The same of what was just read. */
    public static void write(Path backup, Verification verification, SealKey key) throws IOException {
        write(backup, verification, unread(backup, key), key);
    }

    /**
     * Takes the place of an older one in one step. A backup whose manifest cannot be believed gets none: every reader sees
     * that for himself, and one written by a newer pulse-db is not bad because this one cannot read it. Where there is no room
     * for a bad result, the older one does not stay either.
     *
     * @param backup where it was read, not what lies there under its name by now
     * @param of what was read
     */
    public static void write(Path backup, Verification verification, Optional<Unread> of, SealKey key)
            throws IOException {
        if (of.isEmpty()) {
            return;
        }
        ObjectNode json = SealedJson.object()
                .put("format", 1)
                .put("manifest", of.get().manifest())
                .put("time", verification.time().toString())
                .put("result", verification.verified() ? "verified" : "bad")
                .put("bytes", verification.bytes())
                .put("seconds", verification.took().toMillis() / 1000.0);
        if (verification.how() == Verification.How.CHECKSUM) {
            json.put("how", verification.how().word());
        }
        verification.problem().ifPresent(problem -> json.put("doubt", problem));
        of.get().changed().ifPresent(time -> json.put("changed", time.toString()));
        SealedJson.replace(backup.resolve(FILE), json, key, verification.verified());
    }

    /**
     * @return empty when the backup was not verified since it was taken
     * @throws ManifestProblem when there is a record that cannot be believed
     */
    static Optional<Verification> read(Path backup, SealKey key) throws ManifestProblem {
        try {
            ObjectNode json = SealedJson.read(backup.resolve(FILE), key);
            return json.path("manifest").asText().equals(manifest(backup)) ? Optional.of(read(json)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw changed(backup.resolve(FILE));
        }
    }

    private static Optional<Instant> changed(Path backup, Manifest manifest) {
        try {
            return FileChanges.newest(manifest.files().stream()
                    .map(file -> backup.resolve(file.name()))
                    .toList());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static Optional<Manifest> manifest(Path backup, SealKey key) {
        try {
            return Optional.of(ManifestJson.read(backup, key));
        } catch (ManifestProblem | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the files may have been changed since they were read: then an older result may have been put back in place of a newer
     * one.
     *
     * @param manifest that of the backup
     * @param last the result that lies there
     */
    static boolean isOutdated(Path backup, Manifest manifest, Optional<Verification> last, SealKey key)
            throws IOException {
        Optional<Instant> newest = changed(backup, manifest);
        if (last.isEmpty()) {
            return FileChanges.since(newest, manifest.changed(), manifest.verifiedAt());
        }
        Optional<Instant> recorded = Optional.ofNullable(
                        SealedJson.read(backup.resolve(FILE), key).get("changed"))
                .map(SealedJson::time);
        return FileChanges.since(newest, recorded, last.get().time());
    }

    private static Verification read(ObjectNode json) {
        return new Verification(
                SealedJson.time(json.required("time")),
                Optional.ofNullable(json.get("doubt")).map(JsonNode::asText),
                SealedJson.count(json.required("bytes")),
                SealedJson.took(json.required("seconds")),
                json.path("how").asText().equals(Verification.How.CHECKSUM.word())
                        ? Verification.How.CHECKSUM
                        : Verification.How.READ);
    }

    private static ManifestProblem changed(Path file) {
        if (SmallFile.isRegular(file) && file.toFile().length() == 0) {
            return new ManifestProblem(
                    "its " + FILE + " is empty, as where no space was left to write that it is bad; verify it again");
        }
        return new ManifestProblem("its " + FILE + " was changed after it had been written; verify it again");
    }

    private static String manifest(Path backup) throws IOException {
        return Checksum.of(SmallFile.read(backup.resolve(Manifest.FILE), SmallFile.MOST_JSON));
    }
}
