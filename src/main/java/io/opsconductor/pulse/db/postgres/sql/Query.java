package io.opsconductor.pulse.db.postgres.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a statement and maps its rows; what every reader needs and nothing more. */
public final class Query {
    private Query() {}

    /** Turns the current row into a record; must not move the cursor. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    public interface Reading<T> {
        T in(Connection session) throws SQLException;
    }

    /** All rows, in the order in which the server gives them. */
    public static <T> List<T> list(Connection connection, String sql, RowMapper<T> mapper, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(mapper.map(rows));
                }
                return result;
            }
        }
    }

    /** What the rows say by their keys, in no order; of rows with one key the last. */
    public static <K, V> Map<K, V> map(
            Connection connection, String sql, RowMapper<K> key, RowMapper<V> value, Object... arguments)
            throws SQLException {
        Map<K, V> result = new HashMap<>();
        list(connection, sql, row -> result.put(key.map(row), value.map(row)), arguments);
        return result;
    }

    /** The only row of a statement that always has one. */
    public static <T> T one(Connection connection, String sql, RowMapper<T> mapper, Object... arguments)
            throws SQLException {
        return first(connection, sql, mapper, arguments).orElseThrow();
    }

    /** The first row, empty when there is none. */
    public static <T> Optional<T> first(Connection connection, String sql, RowMapper<T> mapper, Object... arguments)
            throws SQLException {
        return list(connection, sql, mapper, arguments).stream().findFirst();
    }
}
