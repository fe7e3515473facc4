package io.opsconductor.pulse.db.dev;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One fresh, empty database of one's own, logged into as a superuser. */
public interface TestDatabase extends AutoCloseable {

    /** As current_database() gives it. */
    String name();

    /** A libpq URI: {@code postgresql://user[:password]@host:port/name}. */
    String url();

    /** Carries user and password too, so that the driver needs nothing else. */
    String jdbcUrl();

    /** Whether two transactions can be open at once; false on the embedded database. */
    boolean severalBackends();

    /** Whether TimescaleDB's background jobs run by themselves; on the embedded database only by CALL run_job(id). */
    boolean schedulerRuns();

    default Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Runs the statements one by one, each committed by itself. */
    default void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Drops the database; whoever is still connected is thrown out. */
    @Override
    void close();
}
