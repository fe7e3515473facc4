package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.SessionSetting;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits that a database or a role sets to its sessions: what they end names them, and the remedy lifts them. */
class DatabaseLimitsIT {
    private static final String SORT =
            "SELECT count(*) FROM (SELECT g FROM generate_series(1, 500000) g ORDER BY md5(g::text)) sorted";

    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    private String name;
    private String role;
    private String url;

    @BeforeEach
    void open() throws Exception {
        URI whole = URI.create(database.url());
        name = whole.getPath().substring(1);
        role = "limited_" + name;
        database.execute("CREATE ROLE \"" + role + "\" LOGIN SUPERUSER PASSWORD 'limited'");
        database.execute("CREATE TABLE held (n int)");
        url = "postgresql://" + role + ":limited@" + whole.getHost() + ":" + whole.getPort() + "/" + name;
    }

    @AfterEach
    void close() throws Exception {
        database.execute("BEGIN READ WRITE; ALTER DATABASE \"" + name + "\" RESET ALL; COMMIT");
        database.execute("DROP OWNED BY \"" + role + "\" CASCADE");
        database.execute("DROP ROLE \"" + role + "\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionSetting.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SESSION_REPLICATION_ROLE", "STANDARD_CONFORMING_STRINGS", "ARRAY_NULLS"})
    void what_a_limit_of_the_database_ended_names_it_and_the_remedy_lifts_it(SessionSetting setting) throws Exception {
        endedBy(setting, "ALTER DATABASE \"" + name + "\"", "for database " + name);
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionSetting.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SESSION_REPLICATION_ROLE", "STANDARD_CONFORMING_STRINGS", "ARRAY_NULLS"})
    void so_does_what_a_limit_of_the_role_ended(SessionSetting setting) throws Exception {
        endedBy(setting, "ALTER ROLE \"" + role + "\"", "for role " + role);
    }

    @Test
    void the_roles_own_in_this_database_goes_before_both() throws Exception {
        String both = "ALTER ROLE \"" + role + "\" IN DATABASE \"" + name + "\"";
        database.execute("ALTER DATABASE \"" + name + "\" SET statement_timeout = '20s'");
        database.execute("ALTER ROLE \"" + role + "\" SET statement_timeout = '10s'");

        endedBy(SessionSetting.STATEMENT_TIMEOUT, both, "for role " + role + " in database " + name);
    }

    @Test
    void a_limit_of_the_urls_options_is_told_as_that() {
        try (Database limited = new Database(DatabaseUrl.parse(url + "?options=-c%20statement_timeout%3D700"))) {
            PulseFailure failure = provoke(limited, SessionSetting.STATEMENT_TIMEOUT);

            assertThat(failure.getMessage()).endsWith("statement_timeout = 700ms, set by the options of the login");
            assertThat(failure.remedy()).startsWith("take statement_timeout out of the URL's options");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "statement_timeout, 2s, 57014, RESET statement_timeout; SELECT pg_sleep(60)",
        "transaction_timeout, 2s, 25P04, RESET transaction_timeout; SELECT pg_sleep(60)",
        "temp_file_limit, 100kB, 53400, SELECT 1",
    })
    void a_migration_that_a_limit_ended_is_not_told_to_be_corrected(
            String setting, String value, String state, String sql) throws Exception {
        database.execute("ALTER ROLE \"" + role + "\" SET " + setting + " = '" + value + "'");
        database.execute("DROP TABLE held");
        TestRun run = new TestRun(database, folder)
                .through(url)
                .file("001_a.sql", (setting.equals("temp_file_limit") ? SORT : sql) + ";");

        PulseFailure failure = catchThrowableOfType(PulseFailure.class, run::migrate);

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.getMessage())
                .contains("(SQLSTATE " + state + ")", "limit: " + setting + " = " + value + ", set for role " + role)
                .contains("; the file was rolled back; ");
        assertThat(failure.remedy())
                .isEqualTo("ALTER ROLE \"" + role + "\" RESET " + setting + "; then run migrate again");
        assertThat(Rows.history(database)).isEmpty();
    }

    @Test
    void a_database_that_is_read_only_by_default_is_refused_with_the_statement_that_ends_it() throws Exception {
        database.execute("ALTER ROLE \"" + role + "\" SET default_transaction_read_only = on");
        TestRun run = new TestRun(database, folder).through(url).file("001_a.sql", "SELECT 1;");

        PulseFailure failure = catchThrowableOfType(PulseFailure.class, run::migrate);

        assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.getMessage()).endsWith("default_transaction_read_only = on, set for role " + role);
        assertThat(failure.remedy())
                .startsWith("BEGIN READ WRITE; ALTER ROLE \"" + role + "\" RESET default_transaction_read_only");
    }

    @ParameterizedTest
    @CsvSource({
        "session_replication_role, replica, calls no ordinary trigger and checks no foreign key",
        "standard_conforming_strings, off, takes a backslash in a text for an escape",
    })
    void what_makes_files_write_something_else_in_silence_is_told_with_the_statement_that_ends_it(
            String setting, String value, String effect) throws Exception {
        database.execute("DROP TABLE held");
        TestRun run = new TestRun(database, folder).through(url);
        int file = 1;
        for (String alter : List.of("ALTER ROLE \"" + role + "\"", "ALTER DATABASE \"" + name + "\"")) {
            database.execute(alter + " SET " + setting + " = " + value);
            run.file("00" + file++ + "_a.sql", "SELECT 'a\\b';").migrate();
            String reset = alter + " RESET " + setting;
            assertThat(warnings(run)).singleElement().satisfies(warning -> assertThat(warning)
                    .contains(name + " " + effect, ": " + setting + " = " + value + ", set for ")
                    .endsWith(" -> " + reset));

            run.told.clear();
            run.migrate();
            assertThat(warnings(run)).as("nothing is to run").isEmpty();
            database.execute(reset);
            run.file("00" + file++ + "_b.sql", "SELECT 'a\\b';").migrate();
            assertThat(warnings(run)).isEmpty();
        }
    }

    @Test
    void a_session_for_scripts_outlives_the_limits_for_idle_ones() throws Exception {
        database.execute("ALTER ROLE \"" + role + "\" SET idle_session_timeout = '300ms'");
        database.execute("ALTER ROLE \"" + role + "\" SET idle_in_transaction_session_timeout = '300ms'");
        try (Database limited = new Database(DatabaseUrl.parse(url));
                Connection connection = limited.connectForScripts("test");
                Statement statement = connection.createStatement()) {
            Thread.sleep(900);
            assertThat(statement.execute("SELECT 1")).isTrue();
            connection.setAutoCommit(false);
            assertThat(statement.execute("SELECT 1")).isTrue();
            Thread.sleep(900);
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    private static List<String> warnings(TestRun run) {
        return run.told.stream().filter(told -> told.startsWith("warned ")).toList();
    }

    private void endedBy(SessionSetting setting, String alter, String where) throws Exception {
        String value =
                switch (setting) {
                    case TEMP_FILE_LIMIT -> "100kB";
                    case DEFAULT_TRANSACTION_READ_ONLY -> "on";
                    default -> "700ms";
                };
        database.execute(alter + " SET " + setting.setting() + " = '" + value + "'");
        try (Database limited = new Database(DatabaseUrl.parse(url))) {
            PulseFailure failure = provoke(limited, setting);

            assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(failure.getMessage())
                    .endsWith("the database's limit: " + setting.setting() + " = " + value + ", set " + where);
            String reset = alter + " RESET " + setting.setting();
            String lift = setting == SessionSetting.DEFAULT_TRANSACTION_READ_ONLY
                    ? "BEGIN READ WRITE; " + reset + "; COMMIT"
                    : reset;
            assertThat(failure.remedy()).isEqualTo(lift + "; then run it again");
            database.execute(lift);
            assertThat(limited.limit(setting).map(limit -> limit.value())).isNotEqualTo(Optional.of(value));
        }
    }

    private PulseFailure provoke(Database limited, SessionSetting setting) {
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement();
                Connection connection = limited.connectAsRole("test");
                Statement statement = connection.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE held");
            SQLException ended = catchThrowableOfType(SQLException.class, () -> {
                for (String sql : statements(setting)) {
                    statement.execute(sql);
                    Thread.sleep(setting.name().startsWith("IDLE") ? 2_000 : 0);
                }
            });
            assertThat((Throwable) ended).as(setting.setting()).isNotNull();
            return limited.failure(ended);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> statements(SessionSetting setting) {
        return switch (setting) {
            case TRANSACTION_TIMEOUT -> List.of("BEGIN", "SELECT pg_sleep(60)");
            case STATEMENT_TIMEOUT -> List.of("SELECT pg_sleep(60)");
            case IDLE_IN_TRANSACTION_SESSION_TIMEOUT -> List.of("BEGIN", "SELECT 1");
            case IDLE_SESSION_TIMEOUT -> List.of("SELECT 1", "SELECT 1");
            case LOCK_TIMEOUT -> List.of("SELECT * FROM held");
            case TEMP_FILE_LIMIT -> List.of(SORT);
            case DEFAULT_TRANSACTION_READ_ONLY -> List.of("CREATE TABLE t (n int)");
            case SESSION_REPLICATION_ROLE, STANDARD_CONFORMING_STRINGS, ARRAY_NULLS ->
                throw new AssertionError("ends nothing");
        };
    }
}
