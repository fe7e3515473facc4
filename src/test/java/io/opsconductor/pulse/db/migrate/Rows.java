package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.TestDatabase;

/** What a test wants to know of a database, told in texts. */
public final class Rows {
    private Rows() {}

    /** The first column of every row. */
    public static List<String> of(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void run(TestDatabase database, String... statements) {
        try {
            database.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The history as {@code version script success}, by rank. */
    public static List<String> history(TestDatabase database) {
        return of(
                database,
                "SELECT version || ' ' || script || CASE WHEN success THEN '' ELSE ' FAILED' END"
                        + " FROM flyway_schema_history ORDER BY installed_rank");
    }

    /** The Python runner's table as {@code version filename}. */
    public static List<String> runner(TestDatabase database) {
        return of(database, "SELECT version || ' ' || filename FROM schema_migrations ORDER BY version");
    }

    /** Our log as {@code event version note}, in order, without the ordinary. */
    public static List<String> log(TestDatabase database) {
        return of(
                database,
                "SELECT event || ' ' || version || coalesce(' ' || note, '') FROM pulse_migration_log"
                        + " WHERE event <> 'applied' OR note IS NOT NULL ORDER BY id");
    }

    public static boolean exists(TestDatabase database, String relation) {
        return of(database, "SELECT to_regclass('" + relation + "')").get(0) != null;
    }
}
