package io.opsconductor.pulse.db.postgres.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    /** The first row, empty when there is none. */
    public static <T> Optional<T> first(Connection connection, String sql, RowMapper<T> mapper, Object... arguments)
            throws SQLException {
        return list(connection, sql, mapper, arguments).stream().findFirst();
    }
}
