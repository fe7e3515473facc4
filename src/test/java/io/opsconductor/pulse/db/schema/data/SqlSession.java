package io.opsconductor.pulse.db.schema.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/** One session: what tests ask and change. Times are in UTC. */
class SqlSession implements AutoCloseable {

    private final Connection connection;

    SqlSession(Connection connection) throws SQLException {
        this.connection = connection;
        execute("SET TimeZone = 'UTC'");
    }

    /** Runs one or several statements; gives how many rows one changed, the one that changed most. */
    final int execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            int changed = -1;
            do {
                changed = Math.max(changed, statement.getUpdateCount());
            } while (statement.getMoreResults() || statement.getUpdateCount() >= 0);
            return changed;
        }
    }

    /** Every row as one text, as psql shows it without alignment: columns between bars, NULL empty. */
    final List<String> rows(String query) throws SQLException {
        // Not a prepared statement, which would take the operator ? for a parameter.
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            int columns = answer.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (answer.next()) {
                var line = new StringJoiner("|");
                for (int column = 1; column <= columns; column++) {
                    line.add(Objects.requireNonNullElse(answer.getString(column), ""));
                }
                rows.add(line.toString());
            }
            return rows;
        }
    }

    /** The only value of the only row. */
    final String value(String query) throws SQLException {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new AssertionError("one row expected from " + query + ", not " + rows);
        }
        return rows.get(0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
