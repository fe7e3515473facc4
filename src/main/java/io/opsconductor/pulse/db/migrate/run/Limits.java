package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.SessionSetting;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/** Which limit of the database ended a file. What a run sets for itself is not the database's. */
public final class Limits {
    private final Database database;
    private final MigrationSettings settings;

    public Limits(Database database, MigrationSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** @param cause null for what no statement caused */
    public Optional<ImposedSetting> behind(SQLException cause) {
        return cause == null
                ? Optional.empty()
                : SessionSetting.of(SqlState.of(cause))
                        .filter(setting -> !isOurs(setting))
                        .flatMap(setting -> database.limitBehind(cause));
    }

    private boolean isOurs(SessionSetting setting) {
        return setting == SessionSetting.LOCK_TIMEOUT
                || setting == SessionSetting.STATEMENT_TIMEOUT
                        && settings.statementTimeout().isPresent();
    }
}
