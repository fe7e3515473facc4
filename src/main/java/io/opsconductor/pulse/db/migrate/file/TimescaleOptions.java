package io.opsconductor.pulse.db.migrate.file;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * TimescaleDB's options in a {@code WITH (…)} or {@code SET (…)}, and every spelling of its functions: the prefix
 * {@code tsdb} means {@code timescaledb} since 2.18, which also renamed compression to columnstore. The one place that knows
 * which names mean the same, for lint and for execution.
 *
 * @param values by name, without prefix; an option without a value is {@code true}
 * @see <a href="https://www.tigerdata.com/docs/reference/timescaledb/hypertables/create_table">CREATE TABLE</a>
 */
public record TimescaleOptions(Map<String, String> values) {
    private static final Set<String> PREFIXES = Set.of("timescaledb", "tsdb");
    private static final Set<String> OFF = Set.of("false", "off", "no", "0", "f", "n", "fals", "fal", "fa", "of");
    private static final List<String> COLUMNSTORE = List.of("enable_columnstore", "columnstore", "compress");

    /** What makes a table a hypertable. */
    public static final Set<String> CREATE_HYPERTABLE = Set.of("create_hypertable", "create_distributed_hypertable");

    /** What wants a hypertable or an aggregate, and refuses a plain table. */
    public static final Set<String> ADD_POLICY = Set.of(
            "add_compression_policy",
            "add_columnstore_policy",
            "add_retention_policy",
            "add_reorder_policy",
            "add_continuous_aggregate_policy");

    /** What is called by CALL, in every version that has it. */
    public static final Set<String> PROCEDURES = Set.of(
            "refresh_continuous_aggregate",
            "add_columnstore_policy",
            "remove_columnstore_policy",
            "convert_to_columnstore",
            "convert_to_rowstore",
            "run_job",
            "merge_chunks",
            "split_chunk");

    /** Procedures that commit, and so cannot be called inside a transaction. */
    static final Set<String> COMMITTING =
            Set.of("refresh_continuous_aggregate", "cagg_migrate", "merge_chunks_concurrently");

    /** The same of procedures where it depends on the job: one that refreshes or compresses commits. */
    static final Set<String> MAY_COMMIT = Set.of("run_job");

    /** Functions, called by SELECT, that refuse to run inside a transaction all the same. */
    static final Set<String> WITH_OWN_TRANSACTIONS = Set.of("reorder_chunk", "move_chunk");

    /** @param reader stands where {@code (} opens the list; behind it afterwards */
    public static TimescaleOptions read(TokenReader reader) {
        Map<String, String> values = new HashMap<>();
        for (List<SqlToken> option : reader.arguments()) {
            TokenReader part = new TokenReader(option);
            boolean ours = part.name()
                    .filter(prefix -> PREFIXES.contains(prefix.toLowerCase(Locale.ROOT)))
                    .isPresent();
            if (ours && part.accept(".")) {
                part.name().ifPresent(name -> values.put(name.toLowerCase(Locale.ROOT), value(part)));
            }
        }
        return new TimescaleOptions(Map.copyOf(values));
    }

    private static String value(TokenReader option) {
        return option.accept("=")
                ? option.token()
                        .map(token -> token.kind() == Kind.STRING ? token.content() : token.text())
                        .orElse("")
                : "true";
    }

    /** The options in the first {@code WITH (…)} that comes; none when there is no such list. */
    public static TimescaleOptions with(TokenReader reader) {
        return reader.skipPast("WITH", "(") ? read(reader.back()) : new TimescaleOptions(Map.of());
    }

    public boolean isOn(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !OFF.contains(value.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** Whether these options switch compression on; empty when they do not speak of it. */
    public Optional<Boolean> columnstore() {
        return COLUMNSTORE.stream().filter(values::containsKey).findFirst().map(this::isOn);
    }
}
