package io.opsconductor.pulse.db.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what hides rows from a session, as it is now, and whether there is anything to hide. */
public final class HiddenRowsCatalog {
    private HiddenRowsCatalog() {}

    private record Seen(HidingSetting setting, boolean compressed) {}

    /** @param connection may have any search path */
    public static Optional<HiddenRows> read(Connection connection) throws SQLException {
        List<Seen> seen = Query.list(
                connection,
                SqlFile.read("postgres/hiding-rows"),
                row -> new Seen(new HidingSetting(row.getString("text")), row.getBoolean("compressed")));
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Seen worst = seen.get(0);
        return Optional.of(new HiddenRows(worst.setting(), !worst.compressed() || anyCompressed(connection)));
    }

    private static boolean anyCompressed(Connection connection) throws SQLException {
        return Query.one(connection, SqlFile.read("postgres/any-compressed-chunk"), row -> row.getBoolean(1));
    }
}
