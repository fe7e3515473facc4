package io.opsconductor.pulse.db.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.SessionSetting;
import io.opsconductor.pulse.db.postgres.session.HiddenRows;
import io.opsconductor.pulse.db.postgres.session.HiddenRowsCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Looks at a session as psql would have it: the role's own, whose search path others may write into. */
final class TargetSessionCatalog {
    private TargetSessionCatalog() {}

    /**
     * @param hiding what hides rows from it
     * @param silent what makes files write something else in it, in silence
     */
    record Settings(Optional<HiddenRows> hiding, List<ImposedSetting> silent) {}

    static Settings settings(Database database) throws SQLException {
        try (Connection session = database.connectAsRole("preflight")) {
            return new Settings(
                    HiddenRowsCatalog.read(session), ImposedSettingCatalog.read(session, SessionSetting.silent()));
        }
    }

    static Rights.CreatesIn createsIn(Database database) throws SQLException {
        try (Connection session = database.connectAsRole("preflight")) {
            return Query.one(
                    session,
                    SqlFile.read("preflight/creates-in"),
                    row -> new Rights.CreatesIn(
                            Optional.ofNullable(row.getString("schema")), row.getBoolean("allowed")));
        }
    }
}
