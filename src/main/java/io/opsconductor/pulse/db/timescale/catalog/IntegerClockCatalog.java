package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.background.SureClocks;
import io.opsconductor.pulse.db.timescale.catalog.IntegerClock.Access;

/** Asks integer hypertables for their present, by the functions that may be called. */
final class IntegerClockCatalog {
    private IntegerClockCatalog() {}

    /** By the id of the hypertable. */
    static Map<Integer, IntegerClock> clocks(Connection connection, SureClocks sure) throws SQLException {
        if (!sure.any()) {
            return Map.of();
        }
        Map<Integer, IntegerClock> clocks = new HashMap<>();
        Map<Integer, Long> functions = new HashMap<>();
        Query.list(
                connection,
                SqlFile.read("timescale/integer-clocks"),
                row -> {
                    functions.put(row.getInt("hypertable_id"), row.getLong("function_oid"));
                    return clocks.put(row.getInt("hypertable_id"), clock(row));
                },
                sure.parameter());
        clocks.replaceAll((hypertable, clock) ->
                clock.access() == Access.CALLED ? called(clock, now(connection, functions.get(hypertable))) : clock);
        return clocks;
    }

    private static IntegerClock clock(ResultSet row) throws SQLException {
        return new IntegerClock(
                row.getString("schema_name"),
                row.getString("function_name"),
                row.getString("owner"),
                Optional.ofNullable(row.getString("runner")),
                access(row),
                OptionalLong.empty());
    }

    private static Access access(ResultSet row) throws SQLException {
        if (!row.getBoolean("trusted")) {
            return Access.NOT_TRUSTED;
        }
        if (row.getBoolean("unsure")) {
            return Access.UNSURE;
        }
        if (!row.getBoolean("sees_schema")) {
            return Access.NO_USAGE;
        }
        return row.getBoolean("may_execute") ? Access.CALLED : Access.NO_EXECUTE;
    }

    /** One that fails hides nothing else; its message may be longer than what can be read. */
    private static OptionalLong now(Connection session, long function) {
        try {
            return Query.first(
                            session,
                            SqlFile.read("timescale/integer-now"),
                            row -> row.getObject("now", Long.class),
                            function)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (SQLException | OutOfMemoryError e) {
            return OptionalLong.empty();
        }
    }

    private static IntegerClock called(IntegerClock clock, OptionalLong now) {
        return new IntegerClock(
                clock.schema(),
                clock.name(),
                clock.owner(),
                clock.runner(),
                now.isPresent() ? Access.CALLED : Access.FAILED,
                now);
    }
}
