package io.opsconductor.pulse.db.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.store.RecordFiles;
import io.opsconductor.pulse.db.backup.store.SealedJson;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.rehearse.RecordedRehearsal.File;
import jakarta.inject.Singleton;

/** The results of rehearsals, as files beside the backups, sealed as a drill's. */
@Singleton
class RehearsalStore {
    private final Backups backups;

    RehearsalStore(Backups backups) {
        this.backups = backups;
    }

    /** @throws PulseFailure (failed) when it cannot be written: a rehearsal without a record has to be repeated */
    void write(Restorable backup, RecordedRehearsal rehearsal) {
        List<PulseFailure> failures = new ArrayList<>();
        if (backup.foreign().isEmpty()) {
            write(backup.backup().path().resolve(RecordFiles.REHEARSAL), rehearsal)
                    .ifPresent(failures::add);
        }
        write(backups.lastRehearsal(rehearsal.set()), rehearsal).ifPresent(failures::add);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** In place of the set's last one. */
    void writeLast(RecordedRehearsal rehearsal) {
        write(backups.lastRehearsal(rehearsal.set()), rehearsal).ifPresent(failure -> {
            throw failure;
        });
    }

    private Optional<PulseFailure> write(Path file, RecordedRehearsal rehearsal) {
        try {
            SealedJson.replaceResult(file, json(rehearsal), backups.seal(rehearsal.set()), rehearsal.good());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(PulseFailure.failed(
                    "the result of the rehearsal cannot be written to " + file.getParent() + ": " + e.getMessage(),
                    "make the backups writable for this user, or name a state-directory for the set",
                    e));
        }
    }

    /** The newest on a backup of that database; empty when there was none, or nothing that can be believed says so. */
    Optional<RecordedRehearsal> last(Database database) {
        try {
            return newest(database);
        } catch (PulseFailure notConfigured) {
            // Sets that are configured wrongly are told by whatever works on them.
            return Optional.empty();
        }
    }

    private Optional<RecordedRehearsal> newest(Database database) {
        List<RecordedRehearsal> all = backups.dumpSets().stream()
                .flatMap(set -> last(set).stream())
                .filter(rehearsal -> rehearsal.database().equals(database.name()))
                .toList();
        if (all.isEmpty()) {
            // Which sets are this database's takes a session to find out.
            return Optional.empty();
        }
        List<String> own = backups.dumpSets(database);
        return all.stream()
                .filter(rehearsal -> own.contains(rehearsal.set()))
                .max(Comparator.comparing(RecordedRehearsal::at));
    }

    Optional<RecordedRehearsal> last(String set) {
        Path file = backups.lastRehearsal(set);
        try {
            return Files.exists(file)
                    ? Optional.of(rehearsal(SealedJson.readResult(file, backups.seal(set))))
                            // Under the seal of its own set alone: that of another may have none.
                            .filter(rehearsal -> rehearsal.set().equals(set))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(RecordedRehearsal rehearsal) {
        ObjectNode json = SealedJson.object()
                .put("format", 1)
                .put("set", rehearsal.set())
                .put("backup", rehearsal.backup())
                .put("database", rehearsal.database())
                .put("at", rehearsal.at().toString())
                .put("server", rehearsal.server())
                .put("good", rehearsal.good())
                .put("bytes", rehearsal.bytes());
        rehearsal.ratio().ifPresent(ratio -> json.put("ratio", ratio));
        ArrayNode files = json.putArray("files");
        rehearsal.files().forEach(file -> files.addObject()
                .put("script", file.script())
                .put("digest", file.digest())
                .put("millis", file.took().toMillis()));
        return json;
    }

    private static RecordedRehearsal rehearsal(JsonNode json) {
        List<File> files = new ArrayList<>();
        json.required("files")
                .forEach(file -> files.add(new File(
                        file.required("script").asText(),
                        file.required("digest").asText(),
                        took(file.required("millis").asLong()))));
        return new RecordedRehearsal(
                json.required("set").asText(),
                json.required("backup").asText(),
                json.required("database").asText(),
                SealedJson.time(json.required("at")),
                json.required("server").asText(),
                json.required("good").asBoolean(),
                SealedJson.count(json.required("bytes")),
                files,
                json.has("ratio") ? OptionalDouble.of(json.get("ratio").asDouble()) : OptionalDouble.empty());
    }

    /** @throws IllegalArgumentException when no run can have taken that long */
    private static Duration took(long millis) {
        Duration took = Duration.ofMillis(millis);
        if (took.isNegative() || took.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("a file took " + took);
        }
        return took;
    }
}
