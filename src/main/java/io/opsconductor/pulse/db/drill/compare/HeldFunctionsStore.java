package io.opsconductor.pulse.db.drill.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * Keeps a superuser's sessions from calling functions of others in a database that is being filled. PostgreSQL calls them
 * in unexpected places: constants of a domain's array are checked while a statement is read, and an immutable function of
 * constants is computed while one is planned, be it {@code SELECT count(*)} of a table with an index. A call of a held one
 * fails instead.
 */
public final class HeldFunctionsStore {
    /** Nothing is held: what restores is no superuser, or owners are trusted. */
    public static final HeldFunctionsStore NONE = new HeldFunctionsStore(null, "");

    /** Stands in the server's error where one was called. */
    private static final String MARK = "pulse_db_holds_this_function";

    public static final String REMEDY =
            "the function would run with a superuser's rights, and its owner has none: correct what"
                    + " calls it in the source, or, if all who own something in the backup and all who can write backups may do on"
                    + " that server what its superuser may, set PULSE_DRILL_TRUST_OWNERS=true";

    private final Database database;
    private final String schema;

    private HeldFunctionsStore(Database database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /**
     * From now on each function is held that is made.
     *
     * @param name of our own, for what this makes there
     */
    public static HeldFunctionsStore begin(Database database, String name) {
        HeldFunctionsStore functions = new HeldFunctionsStore(database, name);
        functions.execute(SqlFile.read("drill/hold-functions-begin").formatted(name, SqlLiteral.of(setting())));
        return functions;
    }

    /** False where owners are trusted, or what restores is no superuser. */
    boolean holds() {
        return database != null;
    }

    public void hold(Held which) {
        if (database == null) {
            return;
        }
        try (Connection connection = database.connect("restore");
                PreparedStatement statement = connection.prepareStatement(SqlFile.read("drill/hold-functions"))) {
            statement.setString(1, setting());
            statement.setString(2, which.name());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** What it means that a statement failed because it called a held one; empty when it failed for another reason. */
    public Optional<PulseFailure> called(SQLException e) {
        return database != null && SqlState.of(e).equals(SqlState.INVALID_PARAMETER_VALUE)
                ? Optional.of(PulseFailure.failed(
                        "the restored database cannot be read: "
                                + e.getMessage().lines().findFirst().orElse(""),
                        REMEDY,
                        e))
                : Optional.empty();
    }

    /** Leaves nothing behind. */
    public void end() {
        if (database != null) {
            execute(SqlFile.read("drill/hold-functions-end").formatted(schema));
            hold(Held.NONE);
        }
    }

    private void execute(String statements) {
        try (Connection connection = database.connect("restore");
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** The one setting that a function may have though it cannot be set: a tablespace that is not there. */
    private static String setting() {
        return "default_tablespace=" + MARK;
    }
}
