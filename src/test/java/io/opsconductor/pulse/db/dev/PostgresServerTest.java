package io.opsconductor.pulse.db.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.util.PSQLException;

@Timeout(600)
class PostgresServerTest {

    private final DevelopmentDatabases databases = DevelopmentDatabases.shared();

    @Test
    void a_database_is_created_and_dropped() throws SQLException {
        String url;
        try (var database = databases.postgres()) {
            url = database.jdbcUrl();
            database.execute("CREATE EXTENSION timescaledb", "CREATE TABLE t (a int)");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("3D000"));
    }

    @Test
    void a_wrong_password_is_refused() {
        try (var database = databases.postgres()) {
            String url = database.jdbcUrl().replace(databases.server().password(), "wrong");
            assertThatThrownBy(() -> DriverManager.getConnection(url))
                    .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("28P01"));
        }
    }

    @Test
    void two_transactions_are_open_at_once() throws SQLException {
        try (var database = databases.postgres()) {
            database.execute("CREATE TABLE t (a int)");
            try (var one = database.connect();
                    var other = database.connect()) {
                one.setAutoCommit(false);
                one.createStatement().execute("INSERT INTO t VALUES (1)");
                var count = other.createStatement().executeQuery("SELECT count(*) FROM t");
                assertThat(count.next()).isTrue();
                assertThat(count.getInt(1)).isZero();
            }
        }
    }

    @Test
    void a_server_that_crashed_comes_up_again_with_its_data() throws SQLException {
        try (var server = databases.server().newServer()) {
            var database = server.createDatabase();
            database.execute("CREATE TABLE t (a int)");
            server.kill();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            server.start();
            database.execute("SELECT * FROM t");
        }
    }

    @Test
    void a_server_that_is_closed_leaves_nothing_behind() {
        var server = databases.server().newServer();
        Path data = server.dataDirectory();
        assertThat(data).exists();
        server.close();
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void the_client_tools_are_there() throws IOException {
        assertThat(databases.clientTools()).isDirectoryContaining("glob:**/pg_dump");
        assertThat(databases.clientTools()).isDirectoryContaining("glob:**/pg_restore");
        assertThat(Files.isExecutable(databases.clientTools().resolve("psql"))).isTrue();
    }
}
