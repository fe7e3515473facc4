package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads where a session's limits come from. */
public final class LimitCatalog {
    private LimitCatalog() {}

    /** All limits of a new session, in the order of {@link LimitSetting}. */
    public static List<DatabaseLimit> all(Database database) {
        return database.read(connection -> {
            List<DatabaseLimit> limits = new ArrayList<>();
            for (LimitSetting setting : LimitSetting.values()) {
                read(connection, setting).ifPresent(limits::add);
            }
            return limits;
        });
    }

    /** Empty where it limits nothing, or not in a session as this one began. */
    static Optional<DatabaseLimit> read(Connection connection, LimitSetting setting) throws SQLException {
        return Query.first(
                connection,
                SqlFile.read("postgres/limit"),
                row -> new DatabaseLimit(
                        setting,
                        row.getString("value"),
                        DatabaseLimit.place(
                                row.getBoolean("by_login"),
                                row.getString("placed") != null,
                                row.getBoolean("of_role"),
                                row.getBoolean("of_database")),
                        row.getString("role"),
                        row.getString("database")),
                setting.setting());
    }
}
