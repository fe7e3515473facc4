package io.opsconductor.pulse.db.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.store.RecordFiles;
import io.opsconductor.pulse.db.backup.store.SealedJson;
import io.opsconductor.pulse.db.drill.attempt.AttemptRecord;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The result of a backup's last drill, as a file beside its manifest, sealed as that is. The one of the set's last drill
 * stays in the set's directory as well: rotation may remove the backup, and what its restore has shown stays true.
 */
final class DrillRecord {
    /** Belongs to no backup's content: neither counted nor verified. */
    static final String FILE = RecordFiles.DRILL;
    /** In the directory of the set. */
    static final String LAST = RecordFiles.LAST_DRILL;

    private DrillRecord() {}

    /** Beside a backup of ours. */
    static Path file(Backup backup) {
        return backup.path().resolve(FILE);
    }

    /**
     * Where there is no room for a bad result, better ones of before do not stay either.
     *
     * @throws PulseFailure (failed) when it cannot be written: a drill without a record has to be repeated
     */
    static void write(Restorable backup, DrillResult result) {
        List<PulseFailure> failures = new ArrayList<>();
        for (Path file : backup.drillRecords()) {
            try {
                SealedJson.replaceResult(file, json(result), backup.seal(), result.matches());
            } catch (IOException e) {
                failures.add(unwritten(backup, result, file, e));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        AttemptRecord.over(backup);
    }

    private static PulseFailure unwritten(Restorable backup, DrillResult result, Path file, IOException problem) {
        return PulseFailure.failed(
                "the result of the drill ("
                        + (result.matches()
                                ? "all as in " + backup.promise()
                                : result.failure().orElse("it differs"))
                        + ") cannot be written to " + file.getParent() + ": " + problem.getMessage(),
                backup.foreign().isPresent()
                        ? "name a directory that can be written by state-directory of that set"
                        : "make the backups writable for this user",
                problem);
    }

    /** Empty when there was no drill, or nothing that can be believed says so. */
    static Optional<DrillResult> read(Path file, SealKey key) {
        try {
            return Files.exists(file) ? Optional.of(result(SealedJson.readResult(file, key))) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** True when there is a record that cannot be believed: changed by hand, put back, or of a pulse-db that did not seal it. */
    static boolean isBroken(Path file, SealKey key) {
        return Files.exists(file) && read(file, key).isEmpty();
    }

    private static ObjectNode json(DrillResult result) {
        ObjectNode json = SealedJson.object()
                .put("format", 1)
                .put("set", result.set())
                .put("backup", result.backup())
                .put("at", result.at().toString())
                .put("server", result.server())
                .put("restoreSeconds", result.took().toMillis() / 1000.0)
                .put("bytes", result.bytes())
                .put("tables", result.tables())
                .put("matches", result.matches())
                .put("failure", result.failure().orElse(null))
                .put("comparedWith", result.comparedWith())
                .put("rto", result.rto().map(Duration::toSeconds).orElse(null))
                .put("copy", result.copy().orElse(null));
        result.differences().forEach(json.putArray("differences")::add);
        result.notCompared().forEach(json.putArray("notCompared")::add);
        new TreeSet<>(result.databases()).forEach(json.putArray("databases")::add);
        return json;
    }

    private static DrillResult result(JsonNode json) {
        List<String> differences = new ArrayList<>();
        json.required("differences").forEach(difference -> differences.add(difference.asText()));
        List<String> notCompared = new ArrayList<>();
        json.path("notCompared").forEach(what -> notCompared.add(what.asText()));
        Set<String> databases = new TreeSet<>();
        json.path("databases").forEach(name -> databases.add(name.asText()));
        return new DrillResult(
                json.required("set").asText(),
                json.required("backup").asText(),
                SealedJson.time(json.required("at")),
                json.required("server").asText(),
                SealedJson.took(json.required("restoreSeconds")),
                SealedJson.count(json.required("bytes")),
                (int) Math.min(Integer.MAX_VALUE, SealedJson.count(json.required("tables"))),
                differences,
                Optional.ofNullable(json.required("failure").textValue()),
                Optional.of(json.required("rto")).filter(JsonNode::isNumber).map(SealedJson::took),
                json.path("comparedWith").asText(DrillResult.MANIFEST),
                notCompared,
                Optional.ofNullable(json.path("copy").textValue()),
                databases);
    }
}
