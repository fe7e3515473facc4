package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.TestRun;
import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;
import io.opsconductor.pulse.db.migrate.status.OpenHistory;
import io.opsconductor.pulse.db.postgres.KnownTableCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T7: a role writes into the history as a member of a predefined role, of which no right on the table tells. */
class T7ServerWideWritersIT {
    @Postgres
    private TestDatabase database;

    @TempDir
    Path folder;

    private TestRun run;
    private String app;
    private String group;

    @BeforeEach
    void make() throws SQLException {
        run = new TestRun(database, folder).file("001_a.sql", "CREATE TABLE a (n int);");
        run.migrate();
        app = database.name() + "_app";
        group = database.name() + "_group";
        database.execute(
                "CREATE ROLE " + app + " LOGIN",
                "CREATE ROLE " + group,
                "GRANT " + group + " TO " + app + " WITH INHERIT FALSE, SET TRUE");
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP ROLE " + app + ", " + group);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT pg_write_all_data TO $APP",
                "GRANT pg_write_all_data TO $APP WITH ADMIN TRUE, INHERIT FALSE, SET FALSE",
                "GRANT pg_write_all_data TO $GROUP",
                "GRANT pg_write_all_data TO $GROUP WITH INHERIT FALSE"
            })
    void who_may_write_to_every_table_is_told_until_the_membership_ends(String grant) throws Exception {
        database.execute(grant.replace("$APP", app).replace("$GROUP", group));

        run.file("002_b.sql", "CREATE TABLE b (n int);").migrate();

        String holder = grant.contains("$APP") ? app : group;
        assertThat(run.told)
                .anyMatch(told -> told.contains("role " + holder + " (pg_write_all_data) may write to public.")
                        && told.contains("may be forged -> REVOKE pg_write_all_data FROM "))
                .noneMatch(told -> told.contains("was revoked"));
        OpenHistory open = open();
        assertThat(open.isGranted()).isFalse();

        database.execute(open.statements().split("; "));
        assertThat(open()).isNull();
    }

    @Test
    void a_right_on_a_table_is_taken_away_beside_it_and_the_membership_is_told() throws Exception {
        database.execute("GRANT pg_write_all_data TO " + app, "GRANT INSERT ON flyway_schema_history TO " + group);
        try {
            run.file("002_b.sql", "CREATE TABLE b (n int);").migrate();

            assertThat(open().members()).containsExactly(app);
            assertThat(open().writers()).isEmpty();
        } finally {
            database.execute("DROP OWNED BY " + group);
        }
    }

    @Test
    void who_may_act_as_a_trusted_role_and_who_has_no_login_may_write() throws Exception {
        database.execute("GRANT pg_write_all_data TO " + group, "GRANT " + group + " TO postgres");
        assertThat(open()).as("its members act as a trusted role").isNull();

        database.execute("REVOKE " + group + " FROM postgres, " + app);
        assertThat(open()).as("no login has it").isNull();
    }

    /** Null where all is closed. */
    private OpenHistory open() throws SQLException {
        try (Connection connection = database.connect()) {
            return OpenHistory.of(KnownTableCatalog.named(
                            connection, HistoryPlace.HISTORY, HistoryPlace.RUNNER, HistoryPlace.LOG))
                    .orElse(null);
        }
    }
}
