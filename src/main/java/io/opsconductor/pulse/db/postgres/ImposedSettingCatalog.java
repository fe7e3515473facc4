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

/** Reads which settings the database imposes on a session, and where each is set. */
public final class ImposedSettingCatalog {
    /** Under them nothing can be restored, or other values are: TimescaleDB, for one, relies on the triggers of its catalogue. */
    private static final Set<SessionSetting> UNFIT = EnumSet.of(
            SessionSetting.DEFAULT_TRANSACTION_READ_ONLY,
            SessionSetting.SESSION_REPLICATION_ROLE,
            SessionSetting.ARRAY_NULLS);

    private ImposedSettingCatalog() {}

    /** What ends the work of a new session, in the order of {@link SessionSetting}. */
    public static List<ImposedSetting> all(Database database) {
        return database.read(connection -> read(connection, SessionSetting.ending()));
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
    public static List<ImposedSetting> unfitToFill(Connection connection) throws SQLException {
        return read(connection, UNFIT);
    }

    /** What lets nothing be restored in databases that the session makes. */
    public static List<ImposedSetting> unfitForScratch(Connection connection) throws SQLException {
        return unfitToFill(connection).stream()
                .filter(limit ->
                        limit.setting() == SessionSetting.DEFAULT_TRANSACTION_READ_ONLY || !limit.isOfDatabase())
                .toList();
    }

    /** As {@link #read(Connection, SessionSetting)} says of each. */
    public static List<ImposedSetting> read(Connection connection, Set<SessionSetting> settings) throws SQLException {
        List<ImposedSetting> limits = new ArrayList<>();
        for (SessionSetting setting : settings) {
            read(connection, setting).ifPresent(limits::add);
        }
        return limits;
    }

    /**
     * Empty where it does no harm, or not in a session as this one began.
     *
     * @param connection may have any search path
     */
    public static Optional<ImposedSetting> read(Connection connection, SessionSetting setting) throws SQLException {
        return Query.first(
                connection,
                SqlFile.read("postgres/imposed-setting"),
                row -> new ImposedSetting(
                        setting,
                        row.getString("value"),
                        ImposedSetting.place(
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
