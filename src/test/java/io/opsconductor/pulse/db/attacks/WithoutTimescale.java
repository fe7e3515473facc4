package io.opsconductor.pulse.db.attacks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.opsconductor.pulse.db.dev.TestDatabase;

/** A session into which TimescaleDB is not loaded; what decides is the setting at its first statement. */
final class WithoutTimescale {
    private WithoutTimescale() {}

    static void execute(TestDatabase database, String... statements) throws SQLException {
        String url = database.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(
                        url + (url.contains("?") ? "&" : "?") + "options=-c%20timescaledb.disable_load=on");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
