package io.opsconductor.pulse.db.drill.attempt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.store.SealedJson;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * That a drill has begun, as a sealed file beside the result of the set's last one: written before anything is restored, so
 * that a drill which ends without a result, be it killed, is seen. A result takes it away.
 */
public final class AttemptRecord {
    private static final String JSON = ".json";
    private static final String ENDING = ".attempts";
    private static final int MOST = 1_000_000;
    /** How long it may take to end a drill that has reached its limit. */
    private static final Duration LONGEST_END = Duration.ofMinutes(10);

    private final Restorable backup;
    private Optional<DrillAttempts> before = Optional.empty();
    private Optional<DrillAttempts> own = Optional.empty();
    private boolean unwritable;

    public AttemptRecord(Restorable backup) {
        this.backup = backup;
    }

    /** @param last where the result of the set's last drill is, or of the last one from a copy */
    public static Path beside(Path last) {
        String name = last.getFileName().toString();
        String bare = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
        return last.resolveSibling(bare + ENDING);
    }

    /**
     * @param longest how long it may take from now on
     * @throws PulseFailure (failed) when it cannot be written: nor could the result be
     */
    public void begin(Duration longest) {
        before = file().flatMap(file -> read(file, backup.seal()));
        write(new DrillAttempts(
                Math.min(MOST, before.map(DrillAttempts::count).orElse(0) + 1),
                backup.backup().id(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                longest.plus(LONGEST_END),
                false,
                before.flatMap(DrillAttempts::said)));
    }

    /** It has no result, for that reason. Says nothing of a drill that has one, or has not begun. */
    public void ended(PulseFailure failure) {
        own.filter(begun -> isThere())
                .ifPresent(begun -> write(new DrillAttempts(
                        begun.count(),
                        begun.backup(),
                        begun.began(),
                        begun.longest(),
                        true,
                        Optional.of(failure.getMessage()))));
    }

    /** True once it could not be written: that says nothing about the backup. */
    public boolean isUnwritable() {
        return unwritable;
    }

    /** As if it had not begun: this process was told to stop. */
    public void undo() {
        if (own.isPresent() && isThere()) {
            before.ifPresentOrElse(this::write, () -> over(backup));
        }
    }

    /** A drill of that backup, or of that copy, has a result. */
    public static void over(Restorable backup) {
        try {
            Optional<Path> file = file(backup);
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw unwritten(backup, e);
        }
    }

    /** Empty when each drill had a result, or nothing that can be believed tells of one that had not. */
    public static Optional<DrillAttempts> read(Path file, SealKey key) {
        try {
            return Files.exists(file) ? Optional.of(attempts(SealedJson.read(file, key))) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** True when there is a record that cannot be believed. */
    public static boolean isBroken(Path file, SealKey key) {
        return Files.exists(file) && read(file, key).isEmpty();
    }

    private boolean isThere() {
        return file().filter(Files::exists).isPresent();
    }

    private Optional<Path> file() {
        return file(backup);
    }

    /** Empty for a copy whose set has no directory here. The set's record is the last one. */
    private static Optional<Path> file(Restorable backup) {
        return backup.drillRecords().stream().reduce((first, last) -> last).map(AttemptRecord::beside);
    }

    private void write(DrillAttempts attempts) {
        try {
            Optional<Path> file = file();
            if (file.isPresent()) {
                SealedJson.replace(file.get(), json(attempts), backup.seal());
            }
            own = Optional.of(attempts);
        } catch (IOException e) {
            unwritable = true;
            throw unwritten(backup, e);
        }
    }

    private static PulseFailure unwritten(Restorable backup, IOException problem) {
        return PulseFailure.failed(
                "that a drill has begun cannot be written to " + file(backup).orElseThrow() + ": "
                        + problem.getMessage(),
                backup.foreign().isPresent()
                        ? "name a directory that can be written by state-directory of that set"
                        : "make the backups writable for this user",
                problem);
    }

    private ObjectNode json(DrillAttempts attempts) {
        return SealedJson.object()
                .put("format", 1)
                .put("set", backup.backup().set())
                .put("count", attempts.count())
                .put("backup", attempts.backup())
                .put("began", attempts.began().toString())
                .put("longestSeconds", attempts.longest().toSeconds())
                .put("ended", attempts.ended())
                .put("said", attempts.said().orElse(null));
    }

    private static DrillAttempts attempts(JsonNode json) {
        return new DrillAttempts(
                (int) Math.max(1, Math.min(MOST, SealedJson.count(json.required("count")))),
                json.required("backup").asText(),
                SealedJson.time(json.required("began")),
                SealedJson.took(json.required("longestSeconds")),
                json.required("ended").asBoolean(),
                Optional.ofNullable(json.required("said").textValue()));
    }
}
