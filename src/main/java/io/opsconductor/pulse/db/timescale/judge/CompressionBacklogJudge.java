package io.opsconductor.pulse.db.timescale.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.BacklogSizes;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Judges what is not compressed though it should be, whatever the job's last status says. */
public final class CompressionBacklogJudge {
    public static final String ID = "compression.backlog";

    private CompressionBacklogJudge() {}

    public static List<Finding> judge(
            Hypertables facts,
            List<DeclaredHypertable> hypertables,
            List<Backlog> backlogs,
            BacklogSizes sizes,
            Remedies remedies) {
        List<Finding> findings = new ArrayList<>();
        for (Backlog backlog : backlogs) {
            BacklogFinding finding = new BacklogFinding(ID, facts.extension().role(), backlog, sizes, remedies);
            findings.add(finding.general().orElseGet(() -> facts.onApache() ? impossible(finding) : late(finding)));
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.leftUndone(ID, facts, hypertables, PolicyKind.COMPRESSION));
        }
        return List.copyOf(findings);
    }

    private static Finding late(BacklogFinding finding) {
        Map<ChunkState, Long> states = states(finding.backlog());
        String frozen = states.containsKey(ChunkState.FROZEN)
                ? "; frozen ones have to be unfrozen first (_timescaledb_functions.unfreeze_chunk)"
                : "";
        String stray = states.containsKey(ChunkState.STRAY)
                ? "; stray rows came through a session without TimescaleDB, and no SELECT or job takes them before the chunk is decompressed"
                : "";
        return finding.of(
                Severity.CRITICAL,
                finding.measured(),
                finding.share() + " should be compressed by now: " + words(states) + "; " + finding.oldest() + frozen
                        + stray,
                states.keySet().equals(Set.of(ChunkState.STRAY)) ? StrayRows.REMEDY : finding.remedy());
    }

    /** Not a failure of whoever runs this database, and nothing to be done about at night. */
    private static Finding impossible(BacklogFinding finding) {
        String name = finding.backlog().expectation().name();
        return finding.of(
                Severity.WARNING,
                finding.measured(),
                finding.share()
                        + " stay uncompressed though compression is promised: the Apache edition cannot compress; "
                        + finding.oldest(),
                Remedy.text("install TimescaleDB's community edition")
                        .or(Remedies.configure(name, "compress-after", "(empty)")));
    }

    private static Map<ChunkState, Long> states(Backlog backlog) {
        return backlog.overdue().stream()
                .collect(Collectors.groupingBy(Chunk::state, TreeMap::new, Collectors.counting()));
    }

    private static String words(Map<ChunkState, Long> states) {
        return states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey().word())
                .collect(Collectors.joining(", "));
    }
}
