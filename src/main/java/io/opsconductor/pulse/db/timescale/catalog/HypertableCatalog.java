package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.background.SureClocks;

/** Reads all hypertables, in a number of queries that does not depend on theirs. */
final class HypertableCatalog {
    private HypertableCatalog() {}

    /**
     * @param sure by which functions the present may be asked for
     * @param policies by the id of the hypertable
     * @param strangers as {@link #strangers} reads them
     */
    static List<Hypertable> hypertables(
            Connection connection, SureClocks sure, Map<Integer, List<Policy>> policies, Map<Integer, String> strangers)
            throws SQLException {
        Map<Integer, IntegerClock> clocks = IntegerClockCatalog.clocks(connection, sure);
        return Query.list(
                connection, SqlFile.read("timescale/hypertables"), row -> hypertable(row, policies, clocks, strangers));
    }

    /** Owners of hypertables on whose chunks we cannot work without running another role's code, by id. */
    static Map<Integer, String> strangers(Connection connection) throws SQLException {
        return Query.map(
                connection,
                SqlFile.read("timescale/strange-code"),
                row -> row.getInt("id"),
                row -> row.getString("owner"));
    }

    private static Hypertable hypertable(
            ResultSet row,
            Map<Integer, List<Policy>> policies,
            Map<Integer, IntegerClock> clocks,
            Map<Integer, String> strangers)
            throws SQLException {
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
                policies.getOrDefault(id, List.of()),
                false,
                Optional.ofNullable(strangers.get(id)));
    }
}
