package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.SessionSetting;
import io.opsconductor.pulse.db.postgres.session.HiddenRowsCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads who a session is, where it creates, and what is set for it that changes what a file does. */
public final class SessionRoleCatalog {
    private SessionRoleCatalog() {}

    private record Seen(String name, Optional<String> createsIn, boolean hides, Set<SessionSetting> changed) {}

    /** Before the session's path and settings are our own: so everything is written with its schema. */
    public static SessionRole read(Connection connection) throws SQLException {
        Seen seen = Query.one(
                connection,
                SqlFile.read("migrate/session-role"),
                row -> new Seen(
                        row.getString("name"),
                        Optional.ofNullable(row.getString("creates_in")),
                        row.getString("hiding") != null,
                        changed(row)));
        // Asked only where it is so: every start reads this.
        return new SessionRole(
                seen.name(),
                seen.createsIn(),
                seen.hides() ? HiddenRowsCatalog.read(connection) : Optional.empty(),
                ImposedSettingCatalog.read(connection, seen.changed()));
    }

    private static Set<SessionSetting> changed(ResultSet row) throws SQLException {
        Set<SessionSetting> changed = EnumSet.noneOf(SessionSetting.class);
        for (SessionSetting setting : SessionSetting.silent()) {
            if (!setting.isOff(row.getString(setting.setting()))) {
                changed.add(setting);
            }
        }
        return changed;
    }
}
