package io.opsconductor.pulse.db.report;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.StoreAbilities;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What {@code backup copy} and {@code backup list --copies} print. */
public final class CopyReport {
    private CopyReport() {}

    public static String table(List<Copy> copies) {
        if (copies.isEmpty()) {
            return "no copy";
        }
        Table table = new Table().row("SET", "BACKUP", "COPY", "SNAPSHOT TIME", "SIZE", "TOOK", "VERIFIED", "URL");
        copies.forEach(copy -> table.row(
                copy.set(),
                copy.id(),
                copy.copy(),
                copy.snapshotTime().map(BackupReport::seconds).orElse("unknown"),
                Bytes.text(copy.bytes()),
                copy.took().map(Durations::text).orElse(""),
                copy.problem().map(problem -> "no: " + problem).orElse("yes"),
                copy.url()));
        return Lines.text(table.lines());
    }

    /** @param failures all of them; the first becomes the document's error */
    public static String json(List<Copy> copies, List<PulseFailure> failures) {
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
                        copy.took().map(took -> took.toMillis() / 1000.0).orElse(null)));
        failures.stream().findFirst().ifPresent(failure -> document.set("error", FailureDocument.error(failure)));
        return Json.text(document);
    }

    /** One line on what a store can do. */
    public static String abilities(CopyTarget place, StoreAbilities store) {
        return "copy " + place.name() + " of the set " + place.set() + ": " + place.url()
                + " takes, lists and reads objects; it "
                + (store.checksums() ? "keeps" : "does not tell") + " their SHA-256, "
                + (store.locks() ? "locks them, " : "")
                + (store.removes()
                        ? "and removes them"
                        : "and does not let this identity remove them: rotate by another one, or by the store's rules");
    }
}
