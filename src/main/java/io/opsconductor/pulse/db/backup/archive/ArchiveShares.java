package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.backup.toc.TocReader;

/**
 * Shares the entries of an archive out among runs of pg_restore that read it side by side: one run unpacks on one core,
 * and writes into a pipe meanwhile. The first share has all that is not rows, and TimescaleDB's catalogue; each entry is
 * in one share. Where pg_restore would have to search for the data of a table, or the archive is small, it is read by one run.
 */
final class ArchiveShares implements Consumer<TocEntry> {
    /** Smaller shares are read before another run has started; bytes as they lie on the disk. */
    static final long SMALLEST = 8 << 20;

    private static final int MOST = 4;
    /** Of all runs together, each of which holds the whole table of contents: 4.3 MiB for one that has 3.4 MB on the disk. */
    private static final long MOST_CONTENTS = 32 << 20;

    /** The rows of one table. */
    private record Rows(TocEntry entry, long bytes) {}

    private final Set<Integer> ids = new LinkedHashSet<>();
    private final List<TocEntry> rows = new ArrayList<>();
    private boolean twice;

    private ArchiveShares() {}

    /**
     * @param processors how many there are
     * @return the numbers of the entries of each share, as pg_restore takes them in; empty when one run reads it all
     */
    static List<List<Integer>> of(Path archive, int processors) {
        ArchiveShares shares = new ArchiveShares();
        try {
            TocReader.read(archive, shares);
            return shares.twice ? List.of() : shares.share(archive, processors);
        } catch (IOException unknown) {
            return List.of(); // pg_restore says what is wrong with it.
        }
    }

    @Override
    public void accept(TocEntry entry) {
        // Of two with one number pg_restore can be told to read only one.
        twice |= !ids.add(entry.id());
        boolean found = entry.position().isPresent() || !entry.file().isEmpty();
        if (found && entry.is("TABLE DATA") && !CatalogueRows.isRead(CopyRows.plainName(entry.copy()))) {
            rows.add(entry);
        }
    }

    private List<List<Integer>> share(Path archive, int processors) throws IOException {
        boolean directory = Files.isDirectory(archive);
        if (!directory && rows.stream().anyMatch(entry -> entry.position().isEmpty())) {
            return List.of(); // A tar archive, which pg_restore reads from its beginning.
        }
        List<Rows> sized = directory ? files(archive) : positions(Files.size(archive));
        long contents = directory
                ? Files.size(archive.resolve(TocReader.FILE))
                : sized.stream()
                        .mapToLong(table -> table.entry().position().getAsLong())
                        .min()
                        .orElse(0);
        long bytes = sized.stream().mapToLong(Rows::bytes).sum();
        long shares = Math.min(Math.min(processors, MOST), bytes / SMALLEST);
        return shares(sized, (int) Math.min(shares, MOST_CONTENTS / Math.max(1, contents)));
    }

    private List<Rows> files(Path directory) throws IOException {
        List<Rows> sized = new ArrayList<>();
        for (TocEntry entry : rows) {
            sized.add(new Rows(entry, Files.size(directory.resolve(entry.file()))));
        }
        return sized;
    }

    /** Each ends where the next one begins. */
    private List<Rows> positions(long end) {
        List<TocEntry> last = rows.stream()
                .sorted(Comparator.comparingLong(
                                (TocEntry entry) -> entry.position().getAsLong())
                        .reversed())
                .toList();
        List<Rows> sized = new ArrayList<>();
        long next = end;
        for (TocEntry entry : last) {
            sized.add(new Rows(entry, next - entry.position().getAsLong()));
            next = entry.position().getAsLong();
        }
        return sized;
    }

    /** The largest first, each to the share that has least. */
    private List<List<Integer>> shares(List<Rows> sized, int count) {
        if (count < 2) {
            return List.of();
        }
        long[] bytes = new long[count];
        Map<Integer, Integer> shareOf = new HashMap<>();
        for (Rows table : sized.stream()
                .sorted(Comparator.comparingLong(Rows::bytes).reversed())
                .toList()) {
            int least = IntStream.range(0, count)
                    .boxed()
                    .min(Comparator.comparingLong(share -> bytes[share]))
                    .orElseThrow();
            bytes[least] += table.bytes();
            shareOf.put(table.entry().id(), least);
        }
        List<List<Integer>> shares = Stream.generate(() -> (List<Integer>) new ArrayList<Integer>())
                .limit(count)
                .toList();
        ids.forEach(id -> shares.get(shareOf.getOrDefault(id, 0)).add(id));
        return shares;
    }
}
