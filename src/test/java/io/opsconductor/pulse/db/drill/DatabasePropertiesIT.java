package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.report.DrillReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to the backup's database itself is in no restored one: it is told, by the statements that give it. */
class DatabasePropertiesIT {
    @TempDir
    Path directory;

    @Postgres
    private TestDatabase source;

    @Postgres
    private TestDatabase target;

    private String service;
    private String odd;

    @BeforeEach
    void open() throws SQLException {
        service = "svc_" + source.name();
        odd = "Svc \"x;" + source.name();
        source.execute("CREATE ROLE " + service, "CREATE ROLE " + quoted(odd), "CREATE TABLE t AS SELECT 1 AS n");
    }

    @AfterEach
    void close() throws SQLException {
        for (TestDatabase database : new TestDatabase[] {source, target}) {
            database.execute("DROP OWNED BY " + service + ", " + quoted(odd) + " CASCADE");
        }
        source.execute("DROP ROLE " + service, "DROP ROLE " + quoted(odd));
    }

    @Test
    void what_is_printed_gives_the_restored_database_what_the_other_had() throws Exception {
        String name = quoted(source.name());
        source.execute(
                "ALTER DATABASE " + name + " SET search_path = app, public, \"A b\"",
                "ALTER DATABASE " + name + " SET timezone = 'Europe/Berlin'",
                "ALTER DATABASE " + name + " SET application_name = E'it''s a \\\\ \"x\"; DROP'",
                "ALTER DATABASE " + name + " SET temp_tablespaces = ''",
                "REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC",
                "GRANT CONNECT, CREATE ON DATABASE " + name + " TO " + service + " WITH GRANT OPTION",
                "GRANT CONNECT ON DATABASE " + name + " TO " + quoted(odd),
                "ALTER DATABASE " + name + " CONNECTION LIMIT 7",
                "ALTER ROLE " + service + " IN DATABASE " + name + " SET statement_timeout = '5s'",
                "ALTER ROLE " + quoted(odd) + " IN DATABASE " + name + " SET search_path = \"$user\", public",
                "COMMENT ON DATABASE " + name + " IS 'it''s'");
        BackupRoom.take(directory, source);

        RestoreResult restored = restore();

        List<String> lacking = restored.notRestored();
        assertThat(restored.differences()).isEmpty();
        assertThat(restored.notShown()).isZero();
        assertThat(lacking)
                .contains(
                        "ALTER DATABASE " + quoted(target.name()) + " CONNECTION LIMIT 7;",
                        "REVOKE CONNECT ON DATABASE " + quoted(target.name()) + " FROM PUBLIC;",
                        "ALTER ROLE " + quoted(service) + " IN DATABASE " + quoted(target.name())
                                + " SET \"statement_timeout\" TO '5s';")
                .hasSize(11);
        assertThat(DrillReport.table(restored)).contains(lacking);
        assertThat(DrillReport.json(restored)).contains("\"notRestored\"", "CONNECTION LIMIT 7;");
        for (String statement : lacking) {
            target.execute(statement);
        }
        assertThat(own(target)).isEqualTo(own(source));
    }

    @Test
    void nothing_is_printed_that_the_restored_database_has_and_a_drill_tells_that_it_sets_none() throws Exception {
        for (TestDatabase database : new TestDatabase[] {source, target}) {
            database.execute(
                    "ALTER DATABASE " + quoted(database.name()) + " SET search_path = app, public, \"A b\"",
                    "ALTER DATABASE " + quoted(database.name()) + " CONNECTION LIMIT 7",
                    "REVOKE CONNECT ON DATABASE " + quoted(database.name()) + " FROM PUBLIC",
                    "ALTER ROLE " + service + " IN DATABASE " + quoted(database.name()) + " SET work_mem = '5MB'");
        }
        BackupRoom.take(directory, source);

        RestoreResult restored = restore();

        assertThat(restored.notRestored()).isEmpty();
        assertThat(restored.notShown()).isZero();
        assertThat(DrillReport.table(restored)).doesNotContain("not restored");
        DrillResult drill = Rehearsal.of(directory).drill(source);
        assertThat(drill.matches()).isTrue();
        assertThat(drill.notCompared())
                .containsExactly("what is set for the database itself (4 statements): a drill does not set it, and"
                        + " restore prints it");
    }

    @Test
    void of_a_database_as_it_was_made_nothing_is_told() {
        BackupRoom.take(directory, source);

        RestoreResult restored = restore();

        assertThat(restored.notRestored()).isEmpty();
        assertThat(restored.notShown()).isZero();
        assertThat(Rehearsal.of(directory).drill(source).notCompared()).isEmpty();
    }

    /** A statement that goes over lines, or holds what a terminal obeys, cannot be pasted; an application's own may hold a key. */
    @Test
    void what_cannot_be_shown_is_counted() throws SQLException {
        source.execute(
                "COMMENT ON DATABASE " + quoted(source.name()) + " IS E'one\\ntwo'",
                "ALTER DATABASE " + quoted(source.name()) + " SET search_path = E'\\u001b[2J'",
                "ALTER DATABASE " + quoted(source.name()) + " SET \"app.jwt_secret\" = 'hunter2'");
        BackupRoom.take(directory, source);

        RestoreResult restored = restore();

        assertThat(restored.notRestored()).isEmpty();
        assertThat(restored.notShown()).isEqualTo(3);
        assertThat(DrillReport.table(restored))
                .contains("not restored and not shown: 3 statements about the database itself")
                .doesNotContain("hunter2");
        assertThat(DrillReport.json(restored)).doesNotContain("hunter2");
    }

    private RestoreResult restore() {
        try (Database into = new Database(DatabaseUrl.parse(target.url()))) {
            return Rehearsal.of(directory).restore(source, into);
        }
    }

    /** Settings, rights, limit and comment, without the names of databases. */
    private static String own(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT concat_ws(' | ', datconnlimit,"
                        + " shobj_description(oid, 'pg_database'), (SELECT string_agg(concat(item.grantee,"
                        + " item.privilege_type, item.is_grantable), ',' ORDER BY item.grantee, item.privilege_type)"
                        + " FROM aclexplode(datacl) AS item), (SELECT string_agg(concat(setrole, setting), ',' ORDER BY"
                        + " setrole, setting) FROM pg_db_role_setting, unnest(setconfig) AS setting WHERE setdatabase ="
                        + " oid)) FROM pg_database WHERE datname = current_database()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
