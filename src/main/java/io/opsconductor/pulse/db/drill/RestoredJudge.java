package io.opsconductor.pulse.db.drill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.Contents;
import io.opsconductor.pulse.db.backup.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.Contents.Job;
import io.opsconductor.pulse.db.backup.Restorable;

/** Says in what a restored database differs from what the backup's manifest promises. */
final class RestoredJudge {
    private RestoredJudge() {}

    /** @return one sentence each; empty when nothing differs */
    static List<String> differences(Restorable expected, Restored found) {
        List<String> differences = new ArrayList<>();
        if (!expected.schemaVersion().equals(found.schemaVersion())) {
            differences.add("schema version: " + found.schemaVersion().orElse("none") + " instead of "
                    + expected.schemaVersion().orElse("none"));
        }
        new TreeMap<>(expected.rows()).forEach((table, rows) -> {
            if (!found.extensionTables().contains(table)) {
                rows(table, rows, found.rows().get(table)).ifPresent(differences::add);
            }
        });
        found.otherTables().forEach(table -> differences.add(table + ": is not in the manifest"));
        expected.contents().ifPresent(contents -> differences.addAll(differences(contents, found.contents())));
        return differences;
    }

    /** How many tables of the manifest are compared row by row. */
    static int compared(Restorable expected, Restored found) {
        return expected.rows().size() - found.extensionTables().size();
    }

    private static Optional<String> rows(String table, long expected, Long found) {
        if (found == null) {
            return Optional.of(table + ": is missing");
        }
        return found == expected
                ? Optional.empty()
                : Optional.of(table + ": " + found + " rows instead of " + expected);
    }

    private static List<String> differences(Contents expected, Contents found) {
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
                .forEach(name -> differences.add("hypertable " + name + ": is not in the manifest"));
        onlyInOne(expected.continuousAggregates(), found.continuousAggregates(), "continuous aggregate ", differences);
        onlyInOne(jobs(expected), jobs(found), "job ", differences);
        return differences;
    }

    private static String chunks(Hypertable hypertable) {
        return hypertable.chunks() + " chunks, " + hypertable.compressedChunks() + " compressed";
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

    private static void onlyInOne(List<String> expected, List<String> found, String what, List<String> differences) {
        List<String> missing = new ArrayList<>(expected);
        found.forEach(missing::remove);
        missing.forEach(name -> differences.add(what + name + ": is missing"));
        List<String> more = new ArrayList<>(found);
        expected.forEach(more::remove);
        more.forEach(name -> differences.add(what + name + ": is not in the manifest"));
    }
}
