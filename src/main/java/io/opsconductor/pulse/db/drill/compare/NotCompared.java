package io.opsconductor.pulse.db.drill.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.check.Counted;

/**
 * What a dump of another tool does not tell, so that nothing can be compared with it, and what a drill does not fill. A backup
 * of ours tells everything else in its manifest.
 */
public final class NotCompared {
    private static final int SHOWN = 5;

    private NotCompared() {}

    /** The same, and what a drill does not set. */
    public static List<String> inDrill(Restorable backup, ArchiveToc toc, Restored found) {
        List<String> lines = new ArrayList<>(of(backup, toc, found));
        NotRestored.inDrill(backup, toc).ifPresent(lines::add);
        return lines;
    }

    /** One line each. */
    public static List<String> of(Restorable backup, ArchiveToc toc, Restored found) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(found.recomputed().outside())
                .forEach((view, outside) -> lines.add("rows of the materialized view " + view + ", which reads "
                        + outside + ": a drill connects to no other server"));
        if (backup.foreign().isEmpty()) {
            return lines;
        }
        Set<String> counted = backup.tables();
        Set<String> withData = toc.entries().stream()
                .filter(entry -> entry.is("TABLE DATA"))
                .map(NotCompared::quoted)
                .collect(Collectors.toSet());
        List<String> uncounted =
                tables(toc).stream().filter(table -> !counted.contains(table)).toList();
        rows(uncounted.stream().filter(withData::contains).toList(), "which are INSERT statements in the dump", lines);
        rows(
                uncounted.stream().filter(table -> !withData.contains(table)).toList(),
                "which the dump leaves out",
                lines);
        if (toc.entries().stream().anyMatch(entry -> entry.is("BLOB", "BLOBS", "BLOB METADATA"))) {
            lines.add("large objects");
        }
        if (backup.timescaleVersion().isEmpty()
                && !backup.contents().orElseThrow().hypertables().isEmpty()) {
            lines.add("the version of TimescaleDB");
        }
        backup.script()
                .filter(script -> !script.otherDatabases().isEmpty())
                .ifPresent(script -> lines.add("the databases " + String.join(", ", script.otherDatabases())
                        + ", which the dump holds besides " + backup.database()));
        return lines;
    }

    /** Those of a dump that hold rows of their own, quoted; partitioned ones hold none. */
    static List<String> tables(ArchiveToc toc) {
        return toc.entries().stream()
                .filter(entry -> entry.is("TABLE") && !entry.definition().contains("\nPARTITION BY "))
                .map(NotCompared::quoted)
                .toList();
    }

    private static void rows(List<String> tables, String why, List<String> lines) {
        if (!tables.isEmpty()) {
            lines.add("rows of " + Counted.some(tables, SHOWN) + ", " + why);
        }
    }

    private static String quoted(TocEntry entry) {
        return Restorable.quoted(entry.schema(), entry.tag());
    }
}
