package io.opsconductor.pulse.db.drill.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.archive.Contents.Job;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.drill.compare.Recomputed.Rows;
import io.opsconductor.pulse.db.drill.compare.Recomputed.Value;

/** Says in what a restored database differs from what the backup's manifest promises. */
public final class RestoredJudge {
    private RestoredJudge() {}

    /** @return one sentence each; empty when nothing differs */
    public static List<String> differences(Restorable expected, ArchiveToc toc, Restored found) {
        List<String> differences = new ArrayList<>();
        // Another tool's dump tells it by its rows alone, which are compared.
        // Whoever took the backup may have been allowed to see less than a superuser, who restores it.
        expected.schemaVersion()
                .filter(version ->
                        expected.foreign().isEmpty() && !found.schemaVersions().contains(version))
                .ifPresent(version -> differences.add("schema version: "
                        + (found.schemaVersions().isEmpty() ? "none" : String.join(", ", found.schemaVersions()))
                        + " instead of " + version));
        new TreeMap<>(expected.rows()).forEach((table, rows) -> {
            if (!found.extensionTables().contains(table)) {
                rows(table, rows, found.rows().get(table)).ifPresent(differences::add);
            }
        });
        found.otherTables().forEach(table -> differences.add(table + ": is not in " + expected.promise()));
        expected.contents()
                .ifPresent(contents -> differences.addAll(differences(contents, found.contents(), expected.promise())));
        recomputed(toc, found.recomputed(), differences);
        return differences;
    }

    private static void recomputed(ArchiveToc toc, Recomputed found, List<String> differences) {
        for (TocEntry entry : toc.entries()) {
            String name = Recomputed.name(entry);
            if (entry.is("SEQUENCE SET")) {
                String expected = Recomputed.value(entry).map(Value::toString).orElse("an unknown value");
                String value = Optional.ofNullable(found.sequences().get(name))
                        .map(Value::toString)
                        .orElse("");
                if (!value.equals(expected)) {
                    differences.add("sequence " + name + ": " + (value.isEmpty() ? "is missing" : value)
                            + " instead of " + expected);
                }
            } else if (entry.is("MATERIALIZED VIEW DATA") && !found.outside().containsKey(name)) {
                Rows rows = found.views().get(name);
                if (rows == null) {
                    differences.add("materialized view " + name + ": "
                            + found.unfilled().getOrDefault(name, "is missing or not filled"));
                } else if (rows.filled() != rows.again()) {
                    differences.add("materialized view " + name + ": " + Counted.of(rows.filled(), "row")
                            + " instead of " + rows.again() + ", which it has when it is filled once more");
                }
            }
        }
        found.invalidIndexes().forEach(index -> differences.add("index " + index + ": is invalid"));
    }

    /** How many tables of the manifest are compared row by row. */
    public static int compared(Restorable expected, Restored found) {
        return expected.rows().size() - found.extensionTables().size();
    }

    private static Optional<String> rows(String table, long expected, Long found) {
        if (found == null) {
            return Optional.of(table + ": is missing");
        }
        return found == expected
                ? Optional.empty()
                : Optional.of(table + ": " + Counted.of(found, "row") + " instead of " + expected);
    }

    private static List<String> differences(Contents expected, Contents found, String promise) {
        List<String> differences = new ArrayList<>();
        Map<String, Hypertable> there =
                found.hypertables().stream().collect(Collectors.toMap(Hypertable::name, Function.identity()));
        for (Hypertable hypertable : expected.hypertables()) {
            Hypertable other = there.remove(hypertable.name());
            if (other == null) {
                differences.add("hypertable " + hypertable.name() + ": is missing");
            } else if (!other.equals(hypertable)) {
                differences.add(
                        "hypertable " + hypertable.name() + ": " + chunks(other) + " instead of " + chunks(hypertable));
            }
        }
        there.keySet().stream()
                .sorted()
                .forEach(name -> differences.add("hypertable " + name + ": is not in " + promise));
        onlyInOne(
                expected.continuousAggregates(),
                found.continuousAggregates(),
                "continuous aggregate ",
                promise,
                differences);
        onlyInOne(jobs(expected), jobs(found), "job ", promise, differences);
        return differences;
    }

    private static String chunks(Hypertable hypertable) {
        return Counted.of(hypertable.chunks(), "chunk") + ", " + hypertable.compressedChunks() + " compressed";
    }

    /** Without whether it is paused, for a drill pauses all of them. */
    private static List<String> jobs(Contents contents) {
        return contents.jobs().stream()
                .map(RestoredJudge::text)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static String text(Job job) {
        return job.procedure() + (job.hypertable().isEmpty() ? "" : " of " + job.hypertable()) + " every " + job.every()
                + (job.config().isEmpty() ? "" : " with " + job.config());
    }

    private static void onlyInOne(
            List<String> expected, List<String> found, String what, String promise, List<String> differences) {
        new TreeSet<>(expected).forEach(name -> {
            int there = Collections.frequency(found, name);
            int promised = Collections.frequency(expected, name);
            if (there != promised) {
                differences.add(what + name + ": " + (there == 0 ? "is missing" : there + " instead of " + promised));
            }
        });
        new TreeSet<>(found)
                .stream()
                        .filter(name -> !expected.contains(name))
                        .forEach(name -> differences.add(what + name + ": is not in " + promise));
    }
}
