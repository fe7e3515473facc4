package io.opsconductor.pulse.db.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseLimit;
import io.opsconductor.pulse.db.postgres.LimitCatalog;
import io.opsconductor.pulse.db.postgres.LimitSetting;
import io.opsconductor.pulse.db.postgres.session.HidingSetting;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Looks at a session as psql would have it: the role's own, whose search path others may write into. */
final class TargetSessionCatalog {
    private TargetSessionCatalog() {}

    /**
     * @param hiding what hides compressed rows from it
     * @param silent what makes files write something else in it, in silence
     */
    record Settings(Optional<HidingSetting> hiding, List<DatabaseLimit> silent) {}

    static Settings settings(Database database) throws SQLException {
        try (Connection session = database.connectAsRole("preflight")) {
            return new Settings(LimitCatalog.hiding(session), LimitCatalog.read(session, LimitSetting.silent()));
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
