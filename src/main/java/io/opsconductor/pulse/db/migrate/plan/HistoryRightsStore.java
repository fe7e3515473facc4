package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.status.OpenHistory;
import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.KnownTableCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/**
 * Keeps the tables in which migrations are recorded closed to all who are not trusted: default privileges and a grant on all tables
 * of a schema reach them as they reach any other.
 */
public final class HistoryRightsStore {
    private static final String GRANTED = "migrate/granted";

    private HistoryRightsStore() {}

    /** Asks whether there is anything to close; gives one row where there is, and none otherwise. */
    public static String question(HistoryPlace place) {
        return SqlFile.read(GRANTED).replace("?", SqlLiteral.of(place.oids()));
    }

    /**
     * In the transaction of a file that may have granted something, whose lock is held since it began.
     *
     * @return what the file had opened; empty for nothing
     */
    public static Optional<OpenHistory> closeBehindAFile(Connection connection, HistoryPlace place)
            throws SQLException {
        if (Query.first(connection, SqlFile.read(GRANTED), row -> true, place.oids())
                .isEmpty()) {
            return Optional.empty();
        }
        List<KnownTable> now = now(connection, place);
        revoke(connection, now);
        return OpenHistory.of(now).filter(OpenHistory::isGranted);
    }

    /** Takes away what others have been granted beyond reading; passes over tables of which the role may not do that. */
    static void revoke(Connection connection, List<KnownTable> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (KnownTable table : tables) {
                for (String sql : table.owned() ? table.shared().closing() : List.<String>of()) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Those that were found, as they are now: fewer when one was dropped or moved. */
    static List<KnownTable> now(Connection connection, HistoryPlace place) throws SQLException {
        return KnownTableCatalog.named(connection, HistoryPlace.HISTORY, HistoryPlace.RUNNER, HistoryPlace.LOG).stream()
                .filter(table -> place.tables().stream().anyMatch(table::isStill))
                .toList();
    }
}
