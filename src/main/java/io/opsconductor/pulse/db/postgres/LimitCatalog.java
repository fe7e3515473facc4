package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads where a session's limits come from. */
public final class LimitCatalog {
    /** Under them nothing can be restored, or other values are: TimescaleDB, for one, relies on the triggers of its catalogue. */
    private static final Set<LimitSetting> UNFIT = EnumSet.of(
            LimitSetting.DEFAULT_TRANSACTION_READ_ONLY,
            LimitSetting.SESSION_REPLICATION_ROLE,
            LimitSetting.ARRAY_NULLS);

    private LimitCatalog() {}

    /** What ends the work of a new session, in the order of {@link LimitSetting}. */
    public static List<DatabaseLimit> all(Database database) {
        return database.read(connection -> read(connection, LimitSetting.ending()));
    }

    /**
     * The first setting of the session, as it is now, that hides compressed rows from it.
     *
     * @param connection may have any search path
     */
    public static Optional<HidingSetting> hiding(Connection connection) throws SQLException {
        return Query.one(connection, SqlFile.read("postgres/hiding-here"), row -> Optional.ofNullable(row.getString(1)))
                .map(HidingSetting::new);
    }

    /** What lets nothing be restored in the session's database. */
    public static List<DatabaseLimit> unfitToFill(Connection connection) throws SQLException {
        return read(connection, UNFIT);
    }

    /** What lets nothing be restored in databases that the session makes. */
    public static List<DatabaseLimit> unfitForScratch(Connection connection) throws SQLException {
        return unfitToFill(connection).stream()
                .filter(limit -> limit.setting() == LimitSetting.DEFAULT_TRANSACTION_READ_ONLY || !limit.isOfDatabase())
                .toList();
    }

    /** As {@link #read(Connection, LimitSetting)} says of each. */
    public static List<DatabaseLimit> read(Connection connection, Set<LimitSetting> settings) throws SQLException {
        List<DatabaseLimit> limits = new ArrayList<>();
        for (LimitSetting setting : settings) {
            read(connection, setting).ifPresent(limits::add);
        }
        return limits;
    }

    /**
     * Empty where it limits nothing, or not in a session as this one began.
     *
     * @param connection may have any search path
     */
    public static Optional<DatabaseLimit> read(Connection connection, LimitSetting setting) throws SQLException {
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
                setting.setting(),
                setting.allOff());
    }
}
