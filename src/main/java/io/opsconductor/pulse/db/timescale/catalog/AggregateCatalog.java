package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.SharedCatalog;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads hypertables and continuous aggregates with their policies, in a number of queries that does not depend on theirs. */
public final class AggregateCatalog extends TimescaleCatalog<Aggregates> {
    private final SharedCatalog shared;

    public AggregateCatalog() {
        this(new SharedCatalog());
    }

    private AggregateCatalog(SharedCatalog shared) {
        this.shared = shared;
    }

    /** Within one checkup the same for every check that asks. */
    public static Aggregates once(Database database) {
        return database.once(
                AggregateCatalog.class, () -> new AggregateCatalog(SharedCatalog.of(database)).read(database));
    }

    @Override
    public Aggregates facts(Connection connection) throws SQLException {
        Extension extension = shared.extension(connection);
        if (extension.installed().isEmpty()) {
            return new Aggregates(new Hypertables(extension, List.of(), List.of()), List.of(), Map.of(), Map.of());
        }
        Map<Integer, JobOwner> owners = shared.owners(connection);
        Map<Integer, List<Policy>> policies =
                PolicyCatalog.policies(connection, owners).stream().collect(Collectors.groupingBy(Policy::hypertable));
        Map<Integer, String> strangers = HypertableCatalog.strangers(connection);
        List<Hypertable> plain =
                HypertableCatalog.hypertables(connection, shared.clocks(connection), policies, strangers);
        List<Aggregate> found = aggregates(connection, plain, policies, owners, strangers);
        return new Aggregates(
                new Hypertables(extension, plain, List.of()),
                found,
                found.isEmpty() ? Map.of() : invalidations(connection),
                found.isEmpty() ? Map.of() : UnbrokenCatalog.all(connection));
    }

    private static List<Aggregate> aggregates(
            Connection connection,
            List<Hypertable> plain,
            Map<Integer, List<Policy>> policies,
            Map<Integer, JobOwner> owners,
            Map<Integer, String> strangers)
            throws SQLException {
        if (!hasAny(connection)) {
            return List.of();
        }
        Map<Integer, TimeColumn> times = plain.stream().collect(Collectors.toMap(Hypertable::id, Hypertable::time));
        List<Aggregate> bare = Query.list(
                connection, SqlFile.read("timescale/aggregates"), row -> bare(row, times, policies, strangers));
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Integer, List<RefreshPolicy>> refreshes = RefreshPolicyCatalog.policies(connection, owners).stream()
                .collect(Collectors.groupingBy(RefreshPolicy::aggregate));
        Map<Integer, Long> widths = widths(connection);
        List<Aggregate> aggregates = new ArrayList<>();
        for (Aggregate one : bare) {
            int id = one.table().id();
            aggregates.add(new Aggregate(
                    one.table(),
                    one.source(),
                    one.watermark(),
                    one.missedEnd(),
                    Optional.ofNullable(widths.get(id)),
                    refreshes.getOrDefault(id, List.of()),
                    one.owner(),
                    one.trusted()));
        }
        return List.copyOf(aggregates);
    }

    /** Most databases have none, and are spared a question whose planning takes longer than that of most others. */
    private static boolean hasAny(Connection connection) throws SQLException {
        return Query.one(connection, SqlFile.read("timescale/has-aggregates"), row -> row.getBoolean(1));
    }

    private static Map<Integer, List<Invalidation>> invalidations(Connection connection) throws SQLException {
        return Query.list(
                        connection,
                        SqlFile.read("timescale/invalidations"),
                        row -> new Invalidation(
                                row.getInt("aggregate_id"),
                                row.getBoolean("from_the_beginning"),
                                row.getLong("first_place"),
                                row.getLong("last_place"),
                                row.getLong("first_chunk_end"),
                                row.getLong("oldest")))
                .stream()
                .collect(Collectors.groupingBy(Invalidation::aggregate));
    }

    /** Newer versions read them from the views' own definitions: one that they do not understand hides nothing else. */
    private static Map<Integer, Long> widths(Connection connection) {
        Map<Integer, Long> widths = new HashMap<>();
        try {
            Query.list(
                    connection,
                    SqlFile.read("timescale/bucket-widths"),
                    row -> widths.put(row.getInt("id"), row.getLong("width")));
        } catch (SQLException e) {
            widths.clear();
        }
        return widths;
    }

    /**
     * Without what refreshes it, and without bucket width. An integer aggregate counts by the clock of what it reads, which
     * comes before it.
     */
    private static Aggregate bare(
            ResultSet row,
            Map<Integer, TimeColumn> times,
            Map<Integer, List<Policy>> policies,
            Map<Integer, String> strangers)
            throws SQLException {
        int id = row.getInt("id");
        TimeColumn source = times.get(row.getInt("source_id"));
        TimeColumn time = new TimeColumn(
                row.getString("column_name"),
                row.getBoolean("counts_integers"),
                source == null ? OptionalLong.empty() : source.now(),
                source == null ? Optional.empty() : source.clock());
        times.put(id, time);
        return new Aggregate(
                new Hypertable(
                        id,
                        new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                        time,
                        row.getBoolean("compression_enabled"),
                        false,
                        policies.getOrDefault(id, List.of()),
                        true,
                        Optional.ofNullable(strangers.get(id))),
                row.getInt("source_id"),
                Optional.ofNullable(row.getObject("watermark", Long.class)),
                Optional.ofNullable(row.getObject("missed_end", Long.class)),
                Optional.empty(),
                List.of(),
                row.getString("owner"),
                row.getBoolean("trusted"));
    }
}
