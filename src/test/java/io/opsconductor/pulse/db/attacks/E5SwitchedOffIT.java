package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Looking;
import io.opsconductor.pulse.db.timescale.extension.SwitchedOffCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * E5: a role that may only log in stores for itself what switches TimescaleDB off, so that whatever a service writes as this role comes
 * where no SELECT and no aggregate looks.
 */
class E5SwitchedOffIT {
    private static final Check SETTINGS = new SwitchedOffCheck();

    private PostgresServer server;
    private TestDatabase database;
    private Looking looking;

    @BeforeEach
    void begin() throws Exception {
        server = DevelopmentDatabases.shared().server().newServer();
        database = server.createDatabase();
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
                "CREATE ROLE mallory LOGIN");
        looking = new Looking(database);
    }

    @AfterEach
    void end() {
        database.close();
        server.close();
    }

    @Test
    void sessions_of_ours_read_views_whatever_the_database_restricts() throws Exception {
        database.execute(
                "CREATE VIEW public.seen AS SELECT 1 AS one",
                "ALTER DATABASE \"" + database.name()
                        + "\" SET restrict_nonsystem_relation_kind = 'view, foreign-table'");
        try (Database reader = new Database(DatabaseUrl.parse(database.url()))) {
            assertThat(reader.<Integer>read(connection ->
                            Query.one(connection, "SELECT one FROM public.seen", row -> row.getInt("one"))))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_role_that_begins_without_timescaledb_is_told_until_the_remedy_has_run() throws Exception {
        assertThat(findings()).hasSize(1).allMatch(one -> one.severity() == Severity.OK);

        in("", "SET SESSION AUTHORIZATION mallory", "ALTER ROLE mallory SET timescaledb.disable_load = 'TRU'");
        Finding told = looking.one(SETTINGS, "timescale.settings", "mallory");
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
        database.execute(told.remedy());
        assertThat(findings()).hasSize(1).allMatch(one -> one.severity() == Severity.OK);
    }

    @Test
    void a_setting_of_all_roles_of_this_database_is_told_and_one_of_another_database_is_not() throws Exception {
        database.execute("ALTER DATABASE latin SET timescaledb.disable_load = on");
        assertThat(findings()).allMatch(one -> one.severity() == Severity.OK);

        database.execute("ALTER DATABASE " + database.name() + " SET session_replication_role = replica");
        Finding finding = looking.one(SETTINGS, "timescale.settings", database.name());
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        looking.curedByRemedy(SETTINGS, "timescale.settings", database.name());
    }

    @Test
    void what_lies_beside_it_in_the_bytes_of_another_encoding_stops_nothing() throws Exception {
        in("latin", "ALTER ROLE mallory SET search_path = 'é'", "ALTER ROLE mallory SET timescaledb.disable_load = on");
        in("latin", "ALTER ROLE mallory RENAME TO \"é\"");

        List<Finding> told = findings();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.get(0).subject()).startsWith("role ");
        database.execute(told.get(0).remedy());
        assertThat(findings()).hasSize(1).allMatch(one -> one.severity() == Severity.OK);
    }

    private List<Finding> findings() throws Exception {
        return looking.at(SETTINGS);
    }

    /** In a session of its own, in the database of that name or in this one. */
    private void in(String name, String... statements) throws SQLException {
        String url = database.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(
                        name.isEmpty() ? url : url.replace("/" + database.name(), "/" + name));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
