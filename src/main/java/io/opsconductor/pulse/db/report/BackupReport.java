package io.opsconductor.pulse.db.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.Backup;
import io.opsconductor.pulse.db.config.Durations;

/** What {@code backup take} and {@code backup list} print. */
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
                ByteCount.text(backup.bytes()),
                backup.took().map(Durations::text).orElse(""),
                backup.doubt().map(doubt -> "no: " + doubt).orElse("yes"),
                backup.path().toString()));
        return String.join(System.lineSeparator(), table.lines());
    }

    public static String json(List<Backup> backups) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("backups");
        backups.forEach(backup -> array.addObject()
                .put("set", backup.set())
                .put("id", backup.id())
                .put("path", backup.path().toString())
                .put(
                        "snapshotTime",
                        backup.snapshotTime().map(Instant::toString).orElse(null))
                .put("bytes", backup.bytes())
                .put("verified", backup.verified())
                .put("doubt", backup.doubt().orElse(null))
                .put(
                        "seconds",
                        backup.took().map(took -> took.toMillis() / 1000.0).orElse(null)));
        return Json.text(document);
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
