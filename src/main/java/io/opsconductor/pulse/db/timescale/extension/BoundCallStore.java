package io.opsconductor.pulse.db.timescale.extension;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * A call of a function of TimescaleDB's that takes arguments of any type ({@code "any"}): one of the same name with the very types
 * of the arguments would be preferred to it, and could be made at any moment by whoever may create in that schema. So the server
 * resolves the call once, in a view, which keeps what was resolved and is looked at before it is read. Calls whose arguments are
 * exactly of the declared types need none of it: the server refuses an overload that fits as well as ambiguous.
 *
 * @see <a href="https://www.postgresql.org/docs/17/typeconv-func.html">Function Type Resolution</a>
 */
public final class BoundCallStore {
    private BoundCallStore() {}

    /**
     * In the transaction that is open on the session.
     *
     * @param select one SELECT
     * @throws PulseFailure (failed) when it would call anything that is not TimescaleDB's; then nothing was called
     */
    public static void execute(Connection connection, String select) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY VIEW pulse_call AS " + select);
            List<String> strangers =
                    Query.list(connection, SqlFile.read("timescale/strange-calls"), row -> row.getString(1));
            if (!strangers.isEmpty()) {
                throw TimescaleSchema.strangers(strangers);
            }
            statement.execute("SELECT * FROM pg_temp.pulse_call");
            statement.execute("DROP VIEW pg_temp.pulse_call");
        }
    }
}
