package io.opsconductor.pulse.db.timescale.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.IntegerClock.Access;
import org.postgresql.PGConnection;

/** Asks integer hypertables for their present, by the functions that may be called. */
final class IntegerClockCatalog {
    /** No function takes longer that only tells the time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private IntegerClockCatalog() {}

    /** By the id of the hypertable. */
    static Map<Integer, IntegerClock> clocks(Database database, Connection connection) throws SQLException {
        Map<Integer, IntegerClock> clocks = new HashMap<>();
        Map<Integer, Long> functions = new HashMap<>();
        Query.list(connection, SqlFile.read("timescale/integer-clocks"), row -> {
            functions.put(row.getInt("hypertable_id"), row.getLong("function_oid"));
            return clocks.put(row.getInt("hypertable_id"), clock(row));
        });
        Set<String> silent = new HashSet<>();
        clocks.replaceAll((hypertable, clock) -> clock.access() == Access.CALLED
                ? called(clock, now(database, connection, clock, functions.get(hypertable), silent))
                : clock);
        return clocks;
    }

    private static IntegerClock clock(ResultSet row) throws SQLException {
        boolean trusted = row.getBoolean("trusted");
        return new IntegerClock(
                row.getString("schema_name"),
                row.getString("function_name"),
                row.getString("owner"),
                trusted,
                access(row, trusted),
                OptionalLong.empty());
    }

    private static Access access(ResultSet row, boolean trusted) throws SQLException {
        if (!trusted && !row.getBoolean("only_looks")) {
            return Access.NOT_TRUSTED;
        }
        if (!row.getBoolean("sees_schema")) {
            return Access.NO_USAGE;
        }
        return row.getBoolean("may_execute") ? Access.CALLED : Access.NO_EXECUTE;
    }

    /**
     * Another role's function gets a session of its own: it may change the settings by which we find names, or never return.
     * One that fails makes its own table's present unknown, and hides nothing else.
     *
     * @param silent the roles whose function did not answer; none is waited for twice
     */
    private static OptionalLong now(
            Database database, Connection connection, IntegerClock clock, long function, Set<String> silent) {
        if (clock.trusted()) {
            return now(connection, function);
        }
        if (silent.contains(clock.owner())) {
            return OptionalLong.empty();
        }
        OptionalLong now = OptionalLong.empty();
        try (Connection session = database.where(connection).connectToLook("integer_now", PATIENCE)) {
            int backend = session.unwrap(PGConnection.class).getBackendPID();
            now = now(session, function);
            if (now.isEmpty() && session.isClosed()) {
                silent.add(clock.owner());
                Query.list(connection, SqlFile.read("timescale/end-session"), row -> true, backend);
            }
        } catch (SQLException | PulseFailure e) {
            // As one that fails.
        }
        return now;
    }

    /** A message may be as long as its owner likes, beyond what can be read. */
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
                clock.trusted(),
                now.isPresent() ? Access.CALLED : Access.FAILED,
                now);
    }
}
