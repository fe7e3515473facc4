package io.opsconductor.pulse.db.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.failure.Causes;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * A password file as libpq judges it: one on which the group or others have any right is ignored. The JDBC driver would
 * read it all the same, and what logs in would depend on who asks.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-pgpass.html">the password file</a>
 */
final class Passfile {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;
    private final Set<PosixFilePermission> permissions;

    private Passfile(Path file, Set<PosixFilePermission> permissions) {
        this.file = file;
        this.permissions = permissions;
    }

    /** By the server, and by the driver that was asked for a password and has none. */
    private static final Set<String> REFUSED =
            Set.of(SqlState.INVALID_PASSWORD, SqlState.INVALID_AUTHORIZATION, SqlState.CONNECTION_REJECTED);

    /**
     * The one that is there and ignored.
     *
     * @param configured PGPASSFILE; null when it is not set
     */
    static Optional<Passfile> ignored(String configured, Path home) {
        Path file = configured == null || configured.isEmpty() ? home.resolve(".pgpass") : Path.of(configured);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Passfile found = new Passfile(file, Files.getPosixFilePermissions(file));
            return OWNERS.containsAll(found.permissions) ? Optional.empty() : Optional.of(found);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Of this process. */
    static Optional<Passfile> ignored() {
        return ignored(System.getenv("PGPASSFILE"), Path.of(System.getProperty("user.home", "/")));
    }

    /** Whether a login failed for want of the right password. */
    static boolean isWantedBy(Throwable problem) {
        return Causes.of(problem, SQLException.class).anyMatch(sql -> REFUSED.contains(SqlState.of(sql)));
    }

    PulseFailure failure(String where) {
        return PulseFailure.usage(
                where + " wants a password, and the password file " + file
                        + " is ignored, as by every PostgreSQL program:"
                        + " its mode is " + PosixFilePermissions.toString(permissions)
                        + ", and only its owner may have a right on it",
                "chmod 600 " + file
                        + "; a Secret that is mounted with fsGroup cannot have that mode: give PGPASSWORD by"
                        + " secretKeyRef instead");
    }
}
