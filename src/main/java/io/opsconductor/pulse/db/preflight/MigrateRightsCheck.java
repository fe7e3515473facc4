package io.opsconductor.pulse.db.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import jakarta.inject.Singleton;

/** {@code preflight.migrate-rights}: whether the role that migrates may create and alter. */
@Singleton
public class MigrateRightsCheck extends PreflightCheck {
    public MigrateRightsCheck() {
        super(Set.of(PreflightTask.MIGRATE), List.of(RightsJudge.MIGRATE));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) throws SQLException {
        try (Connection session = database.connectAsRole("preflight")) {
            return List.of(Query.first(
                            session,
                            SqlFile.read("preflight/creates-in"),
                            row -> RightsJudge.migrate(
                                    TargetCatalog.rights(database),
                                    Optional.ofNullable(row.getString("schema")),
                                    row.getBoolean("may")))
                    .orElseThrow());
        }
    }
}
