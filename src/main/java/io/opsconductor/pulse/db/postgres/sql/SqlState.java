package io.opsconductor.pulse.db.postgres.sql;

import java.sql.SQLException;

/**
 * The SQLSTATEs by which something is decided.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's list</a>
 */
public final class SqlState {
    /** The driver's own: the session had ended before. */
    public static final String CONNECTION_DOES_NOT_EXIST = "08003";

    public static final String UNABLE_TO_CONNECT = "08001";
    /** The driver's own: it has no password and was asked for one, or the server does not offer what is demanded. */
    public static final String CONNECTION_REJECTED = "08004";
    /** Also how a pooler refuses a startup parameter. */
    public static final String PROTOCOL_VIOLATION = "08P01";
    /** Of a setting: one that it cannot have. */
    public static final String INVALID_PARAMETER_VALUE = "22023";
    /** The statement must run outside a transaction. */
    public static final String ACTIVE_TRANSACTION = "25001";
    /** By a setting, or on a standby. */
    public static final String READ_ONLY_TRANSACTION = "25006";

    public static final String IDLE_IN_TRANSACTION_TIMEOUT = "25P03";
    public static final String TRANSACTION_TIMEOUT = "25P04";
    public static final String INVALID_AUTHORIZATION = "28000";
    public static final String INVALID_PASSWORD = "28P01";
    public static final String INVALID_TRANSACTION_TERMINATION = "2D000";
    public static final String DATABASE_UNDEFINED = "3D000";
    public static final String SERIALIZATION_FAILURE = "40001";
    public static final String DEADLOCK = "40P01";
    public static final String INSUFFICIENT_PRIVILEGE = "42501";
    /** Of {@code SHOW}: a setting that does not exist. */
    public static final String UNDEFINED_OBJECT = "42704";

    public static final String DISK_FULL = "53100";
    public static final String OUT_OF_MEMORY = "53200";
    public static final String TOO_MANY_CONNECTIONS = "53300";
    public static final String CONFIGURATION_LIMIT_EXCEEDED = "53400";
    public static final String LOCK_NOT_AVAILABLE = "55P03";
    /** By a person, or by statement_timeout. */
    public static final String QUERY_CANCELED = "57014";

    public static final String ADMIN_SHUTDOWN = "57P01";
    public static final String CRASH_SHUTDOWN = "57P02";
    public static final String CANNOT_CONNECT_NOW = "57P03";
    public static final String IDLE_SESSION_TIMEOUT = "57P05";

    private SqlState() {}

    /** Never null: empty where the driver itself failed and says none. */
    public static String of(SQLException problem) {
        return problem.getSQLState() == null ? "" : problem.getSQLState();
    }

    /** Of a session that was lost, or never came about. */
    public static boolean isConnectionLost(SQLException problem) {
        return of(problem).startsWith("08");
    }

    /** Of a session that was lost, or that the server ended. A function or a file may raise the same. */
    public static boolean isSessionLost(SQLException problem) {
        return isConnectionLost(problem) || of(problem).startsWith("57P");
    }
}
