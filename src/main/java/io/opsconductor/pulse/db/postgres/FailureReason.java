package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.postgres.OwnSession.Patience;
import io.opsconductor.pulse.db.postgres.session.TableLock;
import io.opsconductor.pulse.db.postgres.session.TableLockCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.wire.PreparedDriver;

/** Asks the server, in a session of its own, what was behind a failure there: a lock, or a limit of the database. */
final class FailureReason {
    private FailureReason() {}

    /** @param limitsAreOurs the session waits for no lock longer than we let it */
    static PulseFailure failure(DatabaseUrl url, Throwable problem, boolean limitsAreOurs) {
        Optional<PulseFailure> passfile = url.password().isEmpty() && Passfile.isWantedBy(problem)
                ? Passfile.ignored().map(ignored -> ignored.failure(url.redacted()))
                : Optional.empty();
        return passfile.or(() ->
                        lock(url, problem, limitsAreOurs).map(lock -> ConnectionFailure.locked(url, lock, problem)))
                .or(() -> limit(url, problem).map(limit -> ConnectionFailure.limited(url, limit, problem)))
                .orElseGet(() -> ConnectionFailure.of(url, problem));
    }

    private static Optional<TableLock> lock(DatabaseUrl url, Throwable problem, boolean limitsAreOurs) {
        return ConnectionFailure.limit(problem)
                .filter(setting -> setting == SessionSetting.LOCK_TIMEOUT && !StopRequest.isUnderWay())
                .filter(setting -> limitsAreOurs || limit(url, setting).isEmpty())
                .flatMap(setting -> briefly(url, TableLockCatalog::read));
    }

    /** The limit that ended something, by its SQLSTATE; empty when none did. */
    static Optional<ImposedSetting> limit(DatabaseUrl url, Throwable problem) {
        return problem instanceof PulseFailure || StopRequest.isUnderWay()
                ? Optional.empty()
                : ConnectionFailure.limit(problem).flatMap(setting -> limit(url, setting));
    }

    /** How a new session is limited by this setting; empty when it is not, or that cannot be asked. */
    static Optional<ImposedSetting> limit(DatabaseUrl url, SessionSetting setting) {
        return briefly(url, session -> ImposedSettingCatalog.read(session, setting));
    }

    private static <T> Optional<T> briefly(DatabaseUrl url, Query.Reading<Optional<T>> reading) {
        // Not by the database's own way: what failed here would ask again.
        try (Connection connection = PreparedDriver.ONE.connect(url.jdbcUrl(), LoginProperties.brief(url, "limits"))) {
            OwnSession.begin(connection, Patience.TO_LOOK);
            return reading.in(connection);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
