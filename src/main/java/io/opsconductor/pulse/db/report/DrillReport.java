package io.opsconductor.pulse.db.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.drill.DrillResult;
import io.opsconductor.pulse.db.drill.RestoreResult;

/** What {@code drill} and {@code restore} print. */
public final class DrillReport {
    private DrillReport() {}

    public static String table(DrillResult drill) {
        List<String> lines = new ArrayList<>();
        lines.add("backup " + drill.backup() + " of the set " + drill.set() + " was restored "
                + drill.copy().map(name -> "from the copy " + name + " ").orElse("") + "on " + drill.server());
        lines.add("  " + comparison(drill.tables(), drill.differences(), drill.comparedWith()));
        drill.differences().forEach(difference -> lines.add("  differs: " + difference));
        drill.notCompared().forEach(what -> lines.add("  not compared: " + what));
        String objective = drill.rto()
                .map(rto ->
                        ", recovery time objective " + Durations.text(rto) + (drill.withinRto() ? " kept" : " MISSED"))
                .orElse(", no recovery time objective");
        lines.add((drill.copy().isPresent() ? "  downloaded and restored in " : "  restored in ")
                + speed(drill.took(), drill.bytes())
                + objective);
        return Lines.text(lines);
    }

    /** Times in seconds; {@code rto} is null when none is configured. */
    public static String json(DrillResult drill) {
        ObjectNode document = Json.object()
                .put("set", drill.set())
                .put("backup", drill.backup())
                .put("matches", drill.matches());
        drill.differences().forEach(document.putArray("differences")::add);
        drill.notCompared().forEach(document.putArray("notCompared")::add);
        return Json.text(document.put("restoreSeconds", seconds(drill.took()))
                .put("rto", drill.rto().map(DrillReport::seconds).orElse(null))
                .put("withinRto", drill.withinRto())
                .put("bytes", drill.bytes())
                .put("tables", drill.tables())
                .put("server", drill.server())
                .put("at", drill.at().toString())
                .put("copy", drill.copy().orElse(null)));
    }

    public static String table(RestoreResult restore) {
        List<String> lines = new ArrayList<>();
        lines.add("backup " + restore.backup() + " of the set " + restore.set() + " was restored into "
                + restore.database());
        lines.add("  " + comparison(restore.tables(), restore.differences(), restore.comparedWith()));
        restore.differences().forEach(difference -> lines.add("  differs: " + difference));
        restore.notCompared().forEach(what -> lines.add("  not compared: " + what));
        restore.snapshotTime()
                .ifPresent(time -> lines.add(
                        "  it holds what was committed until " + time + ", " + Durations.text(restore.age()) + " ago"));
        restore.passedOver().forEach(newer -> lines.add("  passed over " + newer));
        lines.add("  restored in " + speed(restore.took(), restore.bytes()));
        if (restore.release().isPresent()) {
            lines.add("  jobs held: " + restore.jobs() + " and TimescaleDB's own; let them run by:");
            lines.add("    " + restore.release().get());
        } else {
            lines.add("  jobs scheduled: " + restore.jobs()
                    + (restore.jobs() == 0
                            ? ""
                            : restore.schedulerRuns() ? "; they run from now on" : "; no scheduler runs them"));
        }
        notRestored(restore, lines);
        return Lines.text(lines);
    }

    private static void notRestored(RestoreResult restore, List<String> lines) {
        if (!restore.notRestored().isEmpty()) {
            lines.add("  not restored: what was set for the database itself; read it, and run what is to hold here:");
            restore.notRestored().forEach(statement -> lines.add("    " + statement));
        }
        if (restore.notShown() > 0) {
            lines.add("  not restored and not shown: " + Counted.of(restore.notShown(), "statement")
                    + " about the database itself; pg_restore --create --schema-only --file=- prints them");
        }
    }

    public static String json(RestoreResult restore) {
        ObjectNode document = Json.object()
                .put("set", restore.set())
                .put("backup", restore.backup())
                .put("database", restore.database())
                .put("matches", restore.differences().isEmpty());
        restore.differences().forEach(document.putArray("differences")::add);
        restore.notCompared().forEach(document.putArray("notCompared")::add);
        restore.notRestored().forEach(document.putArray("notRestored")::add);
        document.put("notShown", restore.notShown());
        document.put(
                "snapshotTime", restore.snapshotTime().map(Instant::toString).orElse(null));
        restore.passedOver().forEach(document.putArray("passedOver")::add);
        return Json.text(document.put("restoreSeconds", seconds(restore.took()))
                .put("bytes", restore.bytes())
                .put("tables", restore.tables())
                .put("jobs", restore.jobs())
                .put("schedulerRuns", restore.schedulerRuns())
                .put("jobsHeld", restore.release().isPresent())
                .put("release", restore.release().orElse(null)));
    }

    private static String comparison(int tables, List<String> differences, String with) {
        return Counted.of(tables, "table") + " counted, "
                + (differences.isEmpty() ? "no difference" : Counted.of(differences.size(), "difference")) + " from "
                + with;
    }

    private static String speed(Duration took, long bytes) {
        long rate = took.isZero() ? 0 : Math.round(bytes / seconds(took));
        return Durations.text(took) + " (" + Bytes.text(bytes) + ", " + Bytes.text(rate) + "/s)";
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
