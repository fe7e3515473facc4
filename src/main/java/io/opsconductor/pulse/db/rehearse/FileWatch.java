package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.lint.Allowances;
import io.opsconductor.pulse.db.migrate.lint.LintRule;
import io.opsconductor.pulse.db.rehearse.ObserverStore.Lock;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Decompressed;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.HeldLock;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Rewrite;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Statement;
import io.opsconductor.pulse.db.rehearse.Relations.Relation;

/** What is seen of one file while it runs. Times are nanoseconds since it began. */
final class FileWatch {
    private static final int SHOWN = 120;

    private final MigrationFile file;
    private final boolean outside;
    private final Relations existing;
    private final long walBefore;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<Key, Taken> taken = new LinkedHashMap<>();

    private record Key(String relation, LockMode mode) {}

    private static final class Taken {
        final int line;
        final long since;
        final Set<Long> parts = new HashSet<>();
        long until;

        Taken(int line, long since) {
            this.line = line;
            this.since = since;
        }
    }

    /** @param existing the relations that were there before the first file */
    FileWatch(MigrationFile file, boolean outside, Relations existing, long walBefore) {
        this.file = file;
        this.outside = outside;
        this.existing = existing;
        this.walBefore = walBefore;
    }

    boolean outside() {
        return outside;
    }

    void done(SqlStatement statement, long took, long rows, long wal, long locks) {
        String sql = statement.beginning(10 * SHOWN).replaceAll("\\s+", " ");
        statements.add(new Statement(
                statement.line(),
                sql.length() > SHOWN ? sql.substring(0, SHOWN) + " …" : sql,
                Duration.ofNanos(took),
                rows,
                wal,
                locks));
    }

    /**
     * @param since when the statement began that holds them
     * @param until when they were seen
     */
    synchronized void seen(List<Lock> locks, SqlStatement statement, long since, long until) {
        for (Lock lock : locks) {
            existing.get(lock.relation()).filter(relation -> lock.granted()).ifPresent(relation -> {
                Relation whole = existing.whole(relation);
                if (Relations.isOurs(whole.name())) {
                    return;
                }
                Taken one = taken.computeIfAbsent(
                        new Key(whole.name(), lock.mode()), key -> new Taken(statement.line(), since));
                one.until = until;
                if (existing.isPart(relation)) {
                    one.parts.add(relation.number());
                }
            });
        }
    }

    /** @param took since it began */
    synchronized RehearsedFile ended(boolean committed, long took, long wal, Relations before, Relations after) {
        List<Rewrite> rewrites = rewrites(before, after);
        if (outside) {
            rewrites.forEach(rewrite -> taken.computeIfAbsent(
                            new Key(rewrite.relation(), LockMode.ACCESS_EXCLUSIVE), key -> new Taken(line(), 0))
                    .until = took);
        }
        return new RehearsedFile(
                file.label(),
                file.script(),
                file.digest(),
                Duration.ofNanos(took),
                outside,
                committed,
                Allowances.in(file).stream().map(LintRule::id).sorted().toList(),
                statements,
                taken.entrySet().stream()
                        .map(one -> held(one.getKey(), one.getValue(), took))
                        .sorted(Comparator.comparing(HeldLock::mode).reversed().thenComparing(HeldLock::relation))
                        .toList(),
                rewrites,
                decompressed(before, after),
                wal - walBefore);
    }

    private int line() {
        return statements.isEmpty() ? 1 : statements.get(0).line();
    }

    private HeldLock held(Key key, Taken one, long took) {
        return new HeldLock(
                key.relation(),
                key.mode(),
                one.parts.size(),
                one.line,
                Duration.ofNanos(one.since),
                Duration.ofNanos((outside ? one.until : took) - one.since));
    }

    private static List<Rewrite> rewrites(Relations before, Relations after) {
        Map<String, List<Relation>> byTable = before.rewrittenUntil(after)
                .collect(
                        Collectors.groupingBy(relation -> before.whole(relation).name()));
        return byTable.entrySet().stream()
                .map(one -> rewrite(one.getKey(), one.getValue(), after))
                .sorted(Comparator.comparing(Rewrite::bytes).reversed())
                .toList();
    }

    private static List<Decompressed> decompressed(Relations before, Relations after) {
        Map<String, List<Long>> grown = before.compressed()
                .collect(Collectors.groupingBy(
                        chunk -> before.whole(chunk).name(),
                        Collectors.mapping(
                                chunk -> after.get(chunk.number())
                                        .map(now -> now.bytes() - chunk.bytes())
                                        .orElse(0L),
                                Collectors.filtering(bytes -> bytes > 0, Collectors.toList()))));
        return grown.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> new Decompressed(
                        one.getKey(),
                        one.getValue().size(),
                        one.getValue().stream().mapToLong(Long::longValue).sum()))
                .toList();
    }

    private static Rewrite rewrite(String table, List<Relation> before, Relations after) {
        long was = before.stream().mapToLong(Relation::bytes).sum();
        long is = before.stream()
                .flatMap(relation -> after.get(relation.number()).stream())
                .mapToLong(Relation::bytes)
                .sum();
        boolean tables = before.stream().anyMatch(Relation::isTable);
        return new Rewrite(
                tables || before.size() > 1 ? table : before.get(0).name(), is, tables && is == 0 && was > 0);
    }
}
