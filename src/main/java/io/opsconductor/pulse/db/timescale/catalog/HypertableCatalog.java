package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.extension.Extension;
import io.opsconductor.pulse.db.timescale.extension.ExtensionCatalog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads all hypertables with their policies, in a number of queries that does not depend on theirs. */
public final class HypertableCatalog extends TimescaleCatalog<Hypertables> {
    private final List<String> declared;

    /** @param declared the names to look for even where there is no hypertable */
    HypertableCatalog(List<String> declared) {
        this.declared = List.copyOf(declared);
    }

    @Override
    public Hypertables facts(Connection connection) throws SQLException {
        Extension extension = new ExtensionCatalog().facts(connection);
        List<Hypertable> found = extension.installed().isPresent() ? hypertables(connection) : List.of();
        return new Hypertables(extension, found, relations(connection));
    }

    private static List<Hypertable> hypertables(Connection connection) throws SQLException {
        Map<Integer, List<Policy>> policies =
                new PolicyCatalog().facts(connection).stream().collect(Collectors.groupingBy(Policy::hypertable));
        Map<Integer, IntegerClock> clocks = IntegerClockCatalog.clocks(connection);
        return Query.list(connection, SqlFile.read("timescale/hypertables"), row -> hypertable(row, policies, clocks));
    }

    private static Hypertable hypertable(
            ResultSet row, Map<Integer, List<Policy>> policies, Map<Integer, IntegerClock> clocks) throws SQLException {
        int id = row.getInt("id");
        Optional<IntegerClock> clock = Optional.ofNullable(clocks.get(id));
        return new Hypertable(
                id,
                new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                new TimeColumn(
                        row.getString("column_name"),
                        row.getBoolean("counts_integers"),
                        clock.map(IntegerClock::now).orElse(OptionalLong.empty()),
                        clock),
                row.getBoolean("compression_enabled"),
                row.getBoolean("row_security"),
                policies.getOrDefault(id, List.of()));
    }

    private List<Relation> relations(Connection connection) throws SQLException {
        Array names = connection.createArrayOf("text", declared.toArray());
        return Query.list(
                connection,
                SqlFile.read("timescale/relations"),
                row -> new Relation(
                        new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                        row.getBoolean("is_table"),
                        Optional.ofNullable(row.getString("time_column"))),
                names);
    }
}
