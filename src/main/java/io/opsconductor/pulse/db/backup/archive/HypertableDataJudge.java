package io.opsconductor.pulse.db.backup.archive;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.backup.script.SqlWords;
import io.opsconductor.pulse.db.check.Counted;

/**
 * Judges whether a dump brings hypertables back with their rows: that takes the tables, TimescaleDB's catalogue and the
 * chunks. pg_dump leaves one of them out, without a word, when it is told which tables or schemas to dump.
 */
public final class HypertableDataJudge {
    /** Where TimescaleDB puts chunks unless told otherwise, and how it names them. */
    private static final Pattern CHUNK =
            Pattern.compile("_timescaledb_internal\0(_hyper_\\d+_\\d+_chunk|compress_hyper_\\d+_\\d+_chunk)");

    private static final String CATALOGUE = SqlWords.table("_timescaledb_catalog", "hypertable");

    private HypertableDataJudge() {}

    /**
     * @param withData tables whose data is in the dump, if only no row
     * @return empty when the rows would come back
     */
    public static Optional<String> problem(HypertableFacts facts, Set<String> withData) {
        if (facts.declared().isEmpty()) {
            // Where its rows are INSERTs they are not read, and the dump is judged by nothing but its presence.
            return withData.contains(CATALOGUE) ? Optional.empty() : withoutCatalogue(facts);
        }
        return missing("chunk", facts.chunks(), withData).or(() -> missing("hypertable", facts.declared(), withData));
    }

    private static Optional<String> withoutCatalogue(HypertableFacts facts) {
        boolean chunks =
                facts.tables().stream().anyMatch(table -> CHUNK.matcher(table).matches());
        if (chunks) {
            return Optional.of(
                    "it holds chunks without TimescaleDB's catalogue: restored, they belong to no hypertable;"
                            + " dump the whole database, without -n, -t, -N or -T");
        }
        return facts.blocked().stream()
                .sorted()
                .findFirst()
                .map(first -> "it holds " + Counted.of(facts.blocked().size(), "hypertable") + ", " + shown(first)
                        + (facts.blocked().size() > 1 ? " for instance" : "")
                        + ", without TimescaleDB's catalogue and chunks: restored, "
                        + (facts.blocked().size() > 1 ? "they are empty" : "it is empty")
                        + "; dump the whole database, without -n, -t, -N or -T");
    }

    private static Optional<String> missing(String what, Set<String> declared, Set<String> withData) {
        long missing =
                declared.stream().filter(table -> !withData.contains(table)).count();
        return declared.stream()
                .filter(table -> !withData.contains(table))
                .sorted()
                .findFirst()
                .map(first -> "it lacks " + missing + " of the " + Counted.of(declared.size(), what)
                        + " in its TimescaleDB catalogue, " + shown(first)
                        + (missing > 1 ? " for instance" : "")
                        + ": restored, their rows are missing; dump the whole database,"
                        + " without -n, -t, -N or -T");
    }

    private static String shown(String table) {
        return table.replace('\0', '.');
    }
}
