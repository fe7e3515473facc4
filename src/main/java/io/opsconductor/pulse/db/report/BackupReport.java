package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.StoreAbilities;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What {@code backup take}, {@code backup list} and {@code backup copy} print. */
public final class BackupReport {
    private BackupReport() {}

    public static String table(List<Backup> backups) {
        if (backups.isEmpty()) {
            return "no backup";
        }
        Table table = new Table().row("SET", "SNAPSHOT TIME", "SIZE", "TOOK", "VERIFIED", "PATH");
        backups.forEach(backup -> table.row(
                backup.set(),
                backup.snapshotTime().map(BackupReport::seconds).orElse("unknown"),
                Bytes.text(backup.bytes()),
                backup.took().map(Durations::text).orElse(""),
                backup.problem().map(problem -> "no: " + problem).orElse("yes"),
                backup.where()));
        return Lines.text(table.lines());
    }

    /** The same to choose one from, as {@code --backup} names it: how old each is, and when it was last read to its end. */
    public static String list(List<Backup> backups, Instant now) {
        if (backups.isEmpty()) {
            return "no backup";
        }
        Table table =
                new Table().row("SET", "BACKUP", "SNAPSHOT TIME", "AGE", "SIZE", "TOOK", "READ", "VERIFIED", "PATH");
        backups.forEach(backup -> table.row(
                backup.set(),
                backup.id(),
                backup.snapshotTime().map(BackupReport::seconds).orElse("unknown"),
                backup.snapshotTime().map(time -> since(time, now)).orElse(""),
                Bytes.text(backup.bytes()),
                backup.took().map(Durations::text).orElse(""),
                backup.verifiedAt().map(time -> since(time, now)).orElse("never"),
                backup.problem()
                        .map(problem -> "no: " + problem)
                        .orElse(backup.how().verdict()),
                backup.where()));
        return String.join(System.lineSeparator(), table.lines());
    }

    private static String since(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        return age.isNegative() ? "in the future" : Durations.text(age) + " ago";
    }

    public static String json(List<Backup> backups) {
        return json(backups, List.of());
    }

    /** What every list of backups says of one. */
    static ObjectNode entry(ArrayNode list, Backup backup) {
        return list.addObject()
                .put("set", backup.set())
                .put("id", backup.id())
                .put("path", backup.where())
                .put(
                        "snapshotTime",
                        backup.snapshotTime().map(Instant::toString).orElse(null))
                .put("bytes", backup.bytes())
                .put("verified", backup.verified());
    }

    /** @param failures of the sets that could not be backed up; the first becomes the document's error */
    public static String json(List<Backup> backups, List<PulseFailure> failures) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("backups");
        backups.forEach(backup -> fields(array, backup));
        FailureDocument.add(document, failures);
        return Json.text(document);
    }

    /** All that a list of backups knows of one. */
    static ObjectNode fields(ArrayNode list, Backup backup) {
        ObjectNode entry = entry(list, backup);
        backup.encryptedTo().forEach(entry.putArray("encryptedTo")::add);
        return entry.put("verifiedBy", backup.how().word())
                .put("doubt", backup.problem().orElse(null))
                .put("verifiedAt", backup.verifiedAt().map(Instant::toString).orElse(null))
                .put(
                        "seconds",
                        backup.took().map(took -> took.toMillis() / 1000.0).orElse(null));
    }

    static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * @param empty what it means that there are none
     * @param drill the last one of a copy
     */
    public static String copies(
            List<Copy> copies, String empty, Function<Copy, Optional<DrillResult>> drill, Instant now) {
        if (copies.isEmpty()) {
            return empty;
        }
        Table table = new Table()
                .row("SET", "BACKUP", "COPY", "SNAPSHOT TIME", "SIZE", "TOOK", "VERIFIED", "RESTORED", "URL");
        copies.forEach(copy -> table.row(
                copy.set(),
                copy.id(),
                copy.copy(),
                copy.snapshotTime().map(BackupReport::seconds).orElse("unknown"),
                Bytes.text(copy.bytes()),
                copy.took().map(Durations::text).orElse(""),
                copy.problem().map(problem -> "no: " + problem).orElse("yes"),
                drill.apply(copy)
                        .map(last -> (last.matches() ? "" : "failed ") + since(last.at(), now))
                        .orElse(""),
                copy.url()));
        return Lines.text(table.lines());
    }

    /** @param failures all of them; the first becomes the document's error */
    public static String copiesJson(
            List<Copy> copies, List<PulseFailure> failures, Function<Copy, Optional<DrillResult>> drill) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("copies");
        copies.forEach(copy -> array.addObject()
                .put("set", copy.set())
                .put("id", copy.id())
                .put("copy", copy.copy())
                .put("url", copy.url())
                .put("snapshotTime", copy.snapshotTime().map(Instant::toString).orElse(null))
                .put("bytes", copy.bytes())
                .put("verified", copy.proved())
                .put("doubt", copy.problem().orElse(null))
                .put("copiedAt", copy.copiedAt().map(Instant::toString).orElse(null))
                .put("lockedUntil", copy.lockedUntil().map(Instant::toString).orElse(null))
                .put(
                        "seconds",
                        copy.took().map(took -> took.toMillis() / 1000.0).orElse(null))
                .put(
                        "restoredAt",
                        drill.apply(copy)
                                .filter(DrillResult::matches)
                                .map(last -> last.at().toString())
                                .orElse(null)));
        FailureDocument.add(document, failures);
        return Json.text(document);
    }

    /** One line on what a store can do. */
    public static String abilities(CopyTarget place, StoreAbilities store) {
        return "copy " + place.name() + " of the set " + place.set() + ": " + place.url()
                + " takes, lists and reads objects; it "
                + (store.keeps()
                        ? "keeps their SHA-256, "
                        : "does not tell their SHA-256, takes checksum="
                                + store.checksum().name().toLowerCase(Locale.ROOT) + ", ")
                + (store.locks() ? "locks them, " : "")
                + (store.removes()
                        ? "and removes them"
                        : "and does not let this identity remove them: rotate by another one, or by the store's rules")
                + (store.sweeps()
                        ? ""
                        : "; it does not let this identity give up unfinished uploads: have a rule of the bucket do it");
    }
}
