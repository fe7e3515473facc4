package io.opsconductor.pulse.db.drill.attempt;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.Causes;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * Tells a server that went away from a backup that cannot be restored, by asking the server. What a statement failed with
 * does not tell it: each function that an owner wrote may raise any SQLSTATE with any text, and is called while its table's
 * rows are loaded and its views filled.
 */
public final class ServerUptimeCatalog {
    private final Database database;
    private final Optional<OffsetDateTime> started;

    private ServerUptimeCatalog(Database database, Optional<OffsetDateTime> started) {
        this.database = database;
        this.started = started;
    }

    /** @throws PulseFailure when it cannot be asked */
    public static ServerUptimeCatalog begin(Database database) {
        return new ServerUptimeCatalog(database, started(database));
    }

    /**
     * @param failure of a restore
     * @return the same where it is the backup's (failed), or ours, or the server cannot be reached or was started again; else
     *     one that says that the backup cannot be restored there (failed)
     */
    public PulseFailure judged(PulseFailure failure) {
        if (!isDoubtful(failure) || Thread.currentThread().isInterrupted() || !isTheSame()) {
            return failure;
        }
        return PulseFailure.failed(failure.getMessage(), failure.remedy(), failure);
    }

    /** A setting of ours that is wrong stays that; what a server refused may be the word of an owner's function. */
    private static boolean isDoubtful(PulseFailure failure) {
        return failure.exit() == ExitCode.NOT_NOW
                || failure.exit() == ExitCode.USAGE
                        && Causes.of(failure, SQLException.class).findAny().isPresent();
    }

    private boolean isTheSame() {
        try {
            return started(database).equals(started);
        } catch (PulseFailure gone) {
            return false;
        }
    }

    private static Optional<OffsetDateTime> started(Database database) {
        return database.read(
                "restore",
                connection -> Query.first(
                        connection,
                        SqlFile.read("drill/started"),
                        row -> row.getObject("started", OffsetDateTime.class)));
    }
}
