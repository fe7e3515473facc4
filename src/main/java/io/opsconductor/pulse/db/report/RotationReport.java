package io.opsconductor.pulse.db.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.set.Rotation.Step;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What {@code backup rotate} prints: each backup, what became of it, and why. */
public final class RotationReport {
    private RotationReport() {}

    public static String table(List<Rotation> rotations) {
        List<String> lines = new ArrayList<>();
        Table table = new Table().row("SET", "BACKUP", "SNAPSHOT TIME", "SIZE", "FATE", "REASON");
        rotations.forEach(rotation -> rotation.steps().forEach(step -> table.row(cells(rotation.set(), step))));
        if (rotations.stream().anyMatch(rotation -> !rotation.steps().isEmpty())) {
            lines.addAll(table.lines());
            lines.add("");
        }
        rotations.forEach(rotation -> lines.add(summary(rotation)));
        return Lines.text(lines);
    }

    public static String summary(Rotation rotation) {
        StringBuilder text = new StringBuilder(rotation.set() + ": " + rotation.count(Fate.KEPT) + " kept");
        for (Fate fate : List.of(Fate.REMOVED, Fate.TO_REMOVE, Fate.FAILED)) {
            if (rotation.count(fate) > 0) {
                text.append(", ").append(rotation.count(fate)).append(' ').append(word(fate));
                text.append(" (").append(Bytes.text(bytes(rotation, fate))).append(')');
            }
        }
        return text.toString();
    }

    /** @param failures all of them; the first becomes the document's error */
    public static String json(List<Rotation> rotations, List<PulseFailure> failures) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("backups");
        rotations.stream().flatMap(rotation -> rotation.steps().stream()).forEach(step -> BackupReport.entry(
                        array, step.backup())
                .put("fate", word(step.fate()))
                .put("reason", step.reason()));
        FailureDocument.add(document, failures);
        return Json.text(document);
    }

    private static String[] cells(String set, Step step) {
        Backup backup = step.backup();
        return new String[] {
            set,
            backup.id(),
            backup.snapshotTime()
                    .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse("unknown"),
            Bytes.text(backup.bytes()),
            word(step.fate()),
            step.reason()
        };
    }

    private static long bytes(Rotation rotation, Fate fate) {
        return rotation.steps().stream()
                .filter(step -> step.fate() == fate)
                .mapToLong(step -> step.backup().bytes())
                .sum();
    }

    private static String word(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
