package io.opsconductor.pulse.db.postgres;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;

import javax.net.ssl.SSLException;

import io.opsconductor.pulse.db.failure.Causes;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.postgres.session.TableLock;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Tells what a failed login or a broken connection means to the operator. A retry is worth it when the network or the
 * server may come back (exit 4), and useless when name, password or right are wrong (exit 2).
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's SQLSTATEs</a>
 */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static PulseFailure of(DatabaseUrl url, Throwable problem) {
        if (problem instanceof PulseFailure failure) {
            return failure;
        }
        if (find(problem, MissingPassword.class) != null) {
            return usage(
                    "no password for role " + url.role() + " at " + url.redacted(),
                    "put it into " + url.source().passwordPlaces(),
                    problem);
        }
        SQLException sql = find(problem, SQLException.class);
        String state = sql == null ? "" : SqlState.of(sql);
        String where = url.redacted();
        if (find(problem, UnknownHostException.class) != null) {
            return PulseFailure.notNow(
                    "cannot reach " + where + ": the host name is not known",
                    "check the host in " + url.source().name() + " and the DNS",
                    problem);
        }
        if (find(problem, CertificateException.class) != null && find(problem, SSLException.class) != null) {
            return usage(
                    where + " shows a certificate that is not trusted",
                    "name the authority that signed it by sslrootcert; if it should be trusted already, the server is"
                            + " another one",
                    problem);
        }
        return switch (state) {
            case SqlState.INVALID_PASSWORD, SqlState.INVALID_AUTHORIZATION ->
                usage(
                        where + " refused the login: " + text(sql),
                        "check user and password in " + url.source().name(),
                        problem);
            case SqlState.DATABASE_UNDEFINED ->
                usage(
                        where + ": the database does not exist",
                        "CREATE DATABASE " + SqlIdentifier.of(url.database()) + "; there, or correct the name in "
                                + url.source().name(),
                        problem);
            case SqlState.INSUFFICIENT_PRIVILEGE ->
                usage(where + ": a right is missing: " + text(sql), rights(url), problem);
            // A pooler's word for a startup parameter that it does not pass on.
            case SqlState.PROTOCOL_VIOLATION ->
                !isSaidByDriver(sql)
                        ? usage(
                                where + " refused the session: " + text(sql),
                                "take what it names out of the URL's options (or PGOPTIONS), or go around the pooler by"
                                        + " DIRECT_DATABASE_URL",
                                problem)
                        : usage(
                                where + " does not answer as a PostgreSQL server does",
                                "check host and port in " + url.source().name() + ": another program may listen there",
                                problem);
            case SqlState.LOCK_NOT_AVAILABLE ->
                PulseFailure.notNow(
                        where + ": another session held a lock on what this needs", "try again shortly", problem);
            case SqlState.DISK_FULL ->
                PulseFailure.notNow(where + ": " + text(sql), "give that server more space", problem);
            // The driver's own: the server offers no TLS, or no login as channel_binding demands it.
            case SqlState.CONNECTION_REJECTED ->
                usage(where + " does not offer what is demanded: " + text(sql), tls(url), problem);
            case SqlState.TOO_MANY_CONNECTIONS ->
                PulseFailure.notNow(where + ": " + text(sql), roomFor(url, problem), problem);
            case SqlState.CANNOT_CONNECT_NOW, SqlState.ADMIN_SHUTDOWN, SqlState.CRASH_SHUTDOWN ->
                PulseFailure.notNow(where + ": " + text(sql), "try again shortly", problem);
            default ->
                state.startsWith("08") && isOfTls(sql)
                        ? usage("no secure connection to " + where + ": " + text(innermost(sql)), tls(url), problem)
                        : state.startsWith("08")
                                ? PulseFailure.notNow(
                                        "cannot reach " + where + ": "
                                                + (find(problem, EOFException.class) == null
                                                        ? text(sql)
                                                        : "it ended the connection without a word"),
                                        "check that the server runs and can be reached from here",
                                        problem)
                                : PulseFailure.failed(
                                        where + ": "
                                                + (sql == null
                                                        ? problem.toString()
                                                        : text(sql) + " (SQLSTATE " + state + ")"),
                                        limit(problem)
                                                .map(ConnectionFailure::lifting)
                                                .orElse(""),
                                        problem);
        };
    }

    /**
     * One SQLSTATE for three limits. Which it is the server tells by the routine that refused; through a pooler nothing does.
     *
     * @see <a href="https://www.postgresql.org/docs/17/protocol-error-fields.html">the error's fields</a>
     */
    private static String roomFor(DatabaseUrl url, Throwable problem) {
        String routine = Optional.ofNullable(find(problem, PSQLException.class))
                .map(PSQLException::getServerErrorMessage)
                .map(ServerErrorMessage::getRoutine)
                .orElse("");
        String more = " CONNECTION LIMIT -1 (or more than there is); else try again when other sessions of that ";
        return switch (routine) {
            case "InitializeSessionUserId" -> "ALTER ROLE " + SqlIdentifier.of(url.role()) + more + "role have ended";
            case "CheckMyDatabase" ->
                "ALTER DATABASE " + SqlIdentifier.of(url.database()) + more + "database have ended";
            default -> "try again shortly";
        };
    }

    /** Where nothing could be asked any more, such as with a limit that ends that question, too. */
    private static String lifting(SessionSetting limit) {
        return limit == SessionSetting.DEFAULT_TRANSACTION_READ_ONLY
                ? "name the primary, if this is a standby; else make that role's transactions read-write"
                : "unless another session ended it, find where " + limit.setting()
                        + " is set for this role (\\drds in psql)," + " and RESET it there";
    }

    /** What was asked for waits behind a lock that another session may keep for as long as it likes. */
    static PulseFailure locked(DatabaseUrl url, TableLock lock, Throwable problem) {
        return PulseFailure.notNow(url.redacted() + ": " + lock.text(), lock.remedy(), problem);
    }

    /** A pooler has one SQLSTATE for whatever it refuses. */
    static PulseFailure ofConsole(DatabaseUrl url, SQLException problem) {
        return SqlState.of(problem).equals(SqlState.PROTOCOL_VIOLATION) && !isSaidByDriver(problem)
                ? usage(
                        url.redacted() + " refused the login: " + text(problem),
                        "check user and password in " + url.source().name()
                                + ": stats_users (or admin_users) in pgbouncer.ini has to name the user",
                        problem)
                : of(url, problem);
    }

    private static boolean isSaidByDriver(SQLException problem) {
        return problem instanceof PSQLException driver && driver.getServerErrorMessage() == null;
    }

    /**
     * What a file of the configuration holds, or the certificate says: the network comes as another {@link IOException}, and
     * what the server says with its own message.
     */
    private static boolean isOfTls(SQLException problem) {
        // A session that ended before something was asked of it, and a login that took too long, have no cause either.
        boolean lost = SqlState.of(problem).equals(SqlState.CONNECTION_DOES_NOT_EXIST)
                || SqlState.of(problem).equals(SqlState.UNABLE_TO_CONNECT) && problem.getCause() == null;
        return isSaidByDriver(problem)
                && !lost
                && (problem.getCause() == null
                        || find(problem, FileNotFoundException.class) != null
                        || find(problem, FileSystemException.class) != null
                        || find(problem, GeneralSecurityException.class) != null);
    }

    /** The driver wraps what the maker of its sockets says into a sentence about that class. */
    private static SQLException innermost(SQLException problem) {
        return Causes.of(problem, SQLException.class)
                .reduce((outer, inner) -> inner)
                .orElseThrow();
    }

    private static String tls(DatabaseUrl url) {
        return "correct sslmode, sslrootcert, sslcert, sslkey or channel_binding in "
                + url.source().name() + " (or PGSSLMODE and the like), or have that server offer it";
    }

    /** The setting that may have ended what the problem tells of. */
    static Optional<SessionSetting> limit(Throwable problem) {
        return Optional.ofNullable(find(problem, SQLException.class))
                .flatMap(sql -> SessionSetting.of(SqlState.of(sql)));
    }

    static PulseFailure limited(DatabaseUrl url, ImposedSetting limit, Throwable problem) {
        SQLException sql = find(problem, SQLException.class);
        return limit.failure(url.redacted() + ": " + text(sql) + " (SQLSTATE " + sql.getSQLState() + ")", problem);
    }

    static String rights(DatabaseUrl url) {
        return "grant it to the role in " + url.source().name() + "; what it needs in all: pulse-db grants --for="
                + url.source().task() + " " + ShellWord.of(url.role());
    }

    private static PulseFailure usage(String message, String remedy, Throwable cause) {
        return new PulseFailure(ExitCode.USAGE, message, remedy, cause);
    }

    /** The server's first line only, without the severity that the driver puts in front. */
    private static String text(SQLException problem) {
        String message = problem.getMessage() == null ? "no message" : problem.getMessage();
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(FATAL|ERROR): ", "")
                .replaceFirst("\\. Check that the hostname and port are correct.*", "");
    }

    private static <T extends Throwable> T find(Throwable problem, Class<T> type) {
        return Causes.of(problem, type).findFirst().orElse(null);
    }
}
