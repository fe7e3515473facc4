package io.opsconductor.pulse.db.timescale.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.extension.LockTable;
import io.opsconductor.pulse.db.timescale.promise.Backlog;

/** Sets what one transaction locks at once against the table that all sessions share. */
final class LockTableJudge {
    /** Of a compressed half: table, index, TOAST with its index, two types. */
    private static final long HALF = 6;

    private LockTableJudge() {}

    /** @param id of the finding: before the first run it is another one */
    static Finding dump(String id, LockTable table) {
        return judge(
                id,
                table,
                table.database(),
                table.tables(),
                Counted.of(table.tables(), "table") + " and chunks",
                "pg_dump locks every one of them",
                "the lock table holds what pg_dump takes");
    }

    /**
     * What retention drops next; one transaction for each hypertable.
     *
     * @param backlogs of retention
     * @param eachLocks for a chunk without its compressed half
     */
    static List<Finding> drops(
            String id, LockTable table, List<Backlog> backlogs, Map<HypertableName, Long> eachLocks) {
        List<Finding> findings = new ArrayList<>();
        for (Backlog backlog : backlogs) {
            HypertableName name = backlog.hypertable().name();
            List<Chunk> chunks = Stream.concat(backlog.overdue().stream(), backlog.due().stream())
                    .toList();
            long locks = chunks.stream()
                    .mapToLong(chunk -> eachLocks.getOrDefault(name, 0L)
                            + (chunk.state() == ChunkState.NEVER_COMPRESSED ? 0 : HALF))
                    .sum();
            if (!table.leavesRoomBeside(locks)) {
                findings.add(judge(
                        id,
                        table,
                        name.text(),
                        locks,
                        "about " + locks + " locks for " + Counted.of(chunks.size(), "chunk") + " to drop",
                        "retention locks them all with their indexes and compressed halves in one transaction",
                        ""));
            }
        }
        findings.sort(Comparator.comparing(Finding::subject));
        return findings;
    }

    private static Finding judge(
            String id, LockTable table, String subject, long locks, String measured, String takes, String good) {
        String target = table.slots() + " locks (max_locks_per_transaction = " + table.locksPerTransaction() + ")";
        Figure figure = Figure.count(locks).limit(table.slots());
        if (table.leavesRoomBeside(locks)) {
            return Finding.ok(id, subject, measured, target, good).figure(figure);
        }
        boolean full = locks > table.slots();
        String message = takes
                + (full
                        ? ", more than the lock table is made for: it fails as soon as no spare shared memory is left"
                        : ", and leaves less than half of the lock table to all others");
        return Finding.of(full ? Severity.CRITICAL : Severity.WARNING, id, subject, message)
                .measured(measured)
                .target(target)
                .figure(figure)
                .cure(Remedy.sql("ALTER SYSTEM SET max_locks_per_transaction = " + table.neededFor(locks) + ";")
                        .note("it counts after a restart of the server; on a managed one it is a parameter of the"
                                + " provider's"));
    }
}
