package io.opsconductor.pulse.db.dev;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Databases on a real server, created and dropped by SQL. */
final class ServerSource implements DatabaseSource {

    private final Login login;
    private final String home;

    /** @param home the database to be connected to while creating others */
    ServerSource(Login login, String home) {
        this.login = login;
        this.home = home;
    }

    @Override
    public TestDatabase create() {
        String name = DatabaseSource.freshName();
        // Not template1, which on some servers brings the extension along already.
        execute("CREATE DATABASE " + name + " TEMPLATE template0");
        return new Created(name, login, true, true, () -> execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
    }

    @Override
    public String describe() {
        String versions = "SELECT 'PostgreSQL ' || current_setting('server_version') || ', TimescaleDB ' || coalesce("
                + "(SELECT default_version FROM pg_available_extensions WHERE name = 'timescaledb'), 'missing')";
        try (var connection = connect();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(versions)) {
            answer.next();
            return answer.getString(1) + " at " + login;
        } catch (SQLException failure) {
            throw unreachable(failure);
        }
    }

    private void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw unreachable(failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(login.jdbcUrl(home));
    }

    private IllegalStateException unreachable(SQLException failure) {
        return new IllegalStateException("the server " + login + ": " + failure.getMessage(), failure);
    }
}
