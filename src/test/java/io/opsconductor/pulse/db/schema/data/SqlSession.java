package io.opsconductor.pulse.db.schema.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.postgres.Query;

/** One session: what tests ask and change. Times are in UTC. */
class SqlSession implements AutoCloseable {

    private final Connection connection;

    SqlSession(Connection connection) throws SQLException {
        this.connection = connection;
        execute("SET TimeZone = 'UTC'");
    }

    /** Runs one or several statements; gives the rows that the last one changed. */
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
        return Query.list(connection, query, row -> {
            int columns = row.getMetaData().getColumnCount();
            var line = new StringBuilder();
            for (int column = 1; column <= columns; column++) {
                String value = row.getString(column);
                line.append(column == 1 ? "" : "|").append(value == null ? "" : value);
            }
            return line.toString();
        });
    }

    /** The only value of the only row. */
    final String value(String query) throws SQLException {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new AssertionError("one row expected from " + query + ", not " + rows);
        }
        return rows.get(0);
    }

    final Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
