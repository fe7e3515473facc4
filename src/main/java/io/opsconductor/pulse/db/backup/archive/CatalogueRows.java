package io.opsconductor.pulse.db.backup.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.archive.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.archive.Contents.Job;
import io.opsconductor.pulse.db.backup.script.SqlWords;

/**
 * Makes {@link Contents} of the rows of TimescaleDB's catalogue, wherever they were read: in an archive or in a
 * database. Rows come with their columns' names, for the columns differ from version to version; what a version does not
 * have is absent.
 */
public final class CatalogueRows {
    /** Jobs below this number are TimescaleDB's own, which no dump holds. */
    private static final long FIRST_USER_JOB = 1000;
    /** The value of a chunk's status when it is compressed and nothing else: not unordered, frozen or partial. */
    private static final String COMPRESSED = "1";

    private static final String CATALOGUE = "_timescaledb_catalog.";
    private static final String HYPERTABLES = CATALOGUE + "hypertable";
    private static final String CHUNKS = CATALOGUE + "chunk";
    /** Names the chunks of compressed rows where the table of chunks does not, from TimescaleDB 2.29 on. */
    private static final String COMPRESSION = CATALOGUE + "compression_settings";

    private static final String METADATA = CATALOGUE + "metadata";

    private static final String AGGREGATES = CATALOGUE + "continuous_agg";
    /** From TimescaleDB 2.25 on; a view of the old name shows the same rows. */
    public static final String JOBS = CATALOGUE + "bgw_job";
    /** Until TimescaleDB 2.24. */
    public static final String OLD_JOBS = "_timescaledb_config.bgw_job";

    /** The relations whose rows count, where they are tables. Of the last two one answers: that which gave a row first. */
    public static final List<String> TABLES = List.of(HYPERTABLES, CHUNKS, AGGREGATES, JOBS, OLD_JOBS);

    private final Map<String, String> hypertables = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();
    private final Set<String> chunkTables = new HashSet<>();
    private final Set<String> internal = new HashSet<>();
    /** By hypertable: how many, and how many of them are compressed. Chunks are counted and forgotten. */
    private final Map<String, long[]> chunks = new HashMap<>();

    private Optional<String> version = Optional.empty();

    private final List<String> aggregates = new ArrayList<>();
    private final List<Map<String, String>> jobs = new ArrayList<>();
    /** Where the jobs come from; empty until there was one. */
    private String jobTable = "";

    /**
     * @param table one of {@link #TABLES}; others are passed over
     * @param row by column; null is SQL's NULL
     */
    public void add(String table, Map<String, String> row) {
        if (table.equals(HYPERTABLES)) {
            tables.put(row.get("id"), SqlWords.table(row.get("schema_name"), row.get("table_name")));
            hypertables.put(row.get("id"), row.get("schema_name") + "." + row.get("table_name"));
            internal.add(row.get("compressed_hypertable_id"));
        } else if (table.equals(CHUNKS) && !isTrue(row.get("dropped"))) {
            long[] counts = chunks.computeIfAbsent(row.get("hypertable_id"), id -> new long[2]);
            counts[0]++;
            counts[1] += COMPRESSED.equals(row.get("status")) ? 1 : 0;
            // A version that names its chunks in yet another way is not judged by them.
            boolean named = row.get("relid") != null || row.get("table_name") != null;
            if (named && !isTrue(row.get("osm_chunk"))) {
                chunkTables.add(tableOf(row));
            }
        } else if (table.equals(COMPRESSION) && row.get("compress_relid") != null) {
            chunkTables.add(SqlWords.unquotedTable(row.get("compress_relid")));
        } else if (table.equals(METADATA) && "timescaledb_version".equals(row.get("key"))) {
            version = Optional.ofNullable(row.get("value"));
        } else if (table.equals(AGGREGATES)) {
            aggregates.add(row.get("user_view_schema") + "." + row.get("user_view_name"));
        } else if (table.equals(JOBS) || table.equals(OLD_JOBS)) {
            job(table, row);
        }
    }

    private void job(String table, Map<String, String> row) {
        jobTable = jobTable.isEmpty() ? table : jobTable;
        if (table.equals(jobTable) && Long.parseLong(row.get("id")) >= FIRST_USER_JOB) {
            jobs.add(row);
        }
    }

    /** Until TimescaleDB 2.28 two names, later one as SQL writes it. */
    private static String tableOf(Map<String, String> chunk) {
        return chunk.get("relid") != null
                ? SqlWords.unquotedTable(chunk.get("relid"))
                : SqlWords.table(chunk.get("schema_name"), chunk.get("table_name"));
    }

    /** As {@link HypertableFacts#declared()} wants them. */
    Set<String> hypertableTables() {
        return tables.entrySet().stream()
                .filter(table -> !internal.contains(table.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** As {@link HypertableFacts#chunks()} wants them. */
    Set<String> chunkTables() {
        return chunkTables;
    }

    /** Whether a dump's rows of a table say something. */
    static boolean isRead(String table) {
        return TABLES.contains(table) || table.equals(COMPRESSION) || table.equals(METADATA);
    }

    /** As the catalogue itself says; empty where it does not. */
    Optional<String> timescaleVersion() {
        return version;
    }

    /** Who run the jobs; a role's name as SQL writes it. */
    List<String> jobOwners() {
        return jobs.stream()
                .map(job -> job.get("owner"))
                .filter(Objects::nonNull)
                .toList();
    }

    /** @param roles those that matter besides; see {@link Contents#roles()} */
    public Contents contents(Collection<String> roles) {
        return new Contents(
                hypertables.entrySet().stream()
                        .filter(hypertable -> !internal.contains(hypertable.getKey()))
                        .map(hypertable -> hypertable(hypertable.getKey(), hypertable.getValue()))
                        .sorted(Comparator.comparing(Hypertable::name))
                        .toList(),
                aggregates.stream().sorted().toList(),
                jobs.stream()
                        .map(this::job)
                        .sorted(Comparator.comparing(Job::toString))
                        .toList(),
                roles.stream().distinct().sorted().toList());
    }

    private Hypertable hypertable(String id, String name) {
        long[] counts = chunks.getOrDefault(id, new long[2]);
        return new Hypertable(name, counts[0], counts[1]);
    }

    private Job job(Map<String, String> row) {
        return new Job(
                row.get("proc_schema") + "." + row.get("proc_name"),
                Objects.requireNonNullElse(hypertables.get(row.get("hypertable_id")), ""),
                Objects.requireNonNullElse(row.get("config"), ""),
                row.get("schedule_interval"),
                isTrue(row.get("scheduled")));
    }

    private static boolean isTrue(String value) {
        return "t".equals(value) || "true".equals(value);
    }
}
