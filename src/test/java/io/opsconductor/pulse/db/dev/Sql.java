package io.opsconductor.pulse.db.dev;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Short ways to ask a database. */
final class Sql {

    private Sql() {}

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            return text(statement);
        }
    }

    static String text(PreparedStatement statement) throws SQLException {
        try (var answer = statement.executeQuery()) {
            answer.next();
            return answer.getString(1);
        }
    }
}
