package io.opsconductor.pulse.db.postgres;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * The settings by which a database ends what its clients do, and the SQLSTATE by which each is known.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's SQLSTATEs</a>
 */
public enum LimitSetting {
    TRANSACTION_TIMEOUT(SqlState.TRANSACTION_TIMEOUT, "0"),
    /** The same SQLSTATE as for a statement that another session cancelled. */
    STATEMENT_TIMEOUT(SqlState.QUERY_CANCELED, "0"),
    IDLE_IN_TRANSACTION_SESSION_TIMEOUT(SqlState.IDLE_IN_TRANSACTION_TIMEOUT, "0"),
    IDLE_SESSION_TIMEOUT(SqlState.IDLE_SESSION_TIMEOUT, "0"),
    LOCK_TIMEOUT(SqlState.LOCK_NOT_AVAILABLE, "0"),
    TEMP_FILE_LIMIT(SqlState.CONFIGURATION_LIMIT_EXCEEDED, "-1"),
    /** The same SQLSTATE as for a standby. */
    DEFAULT_TRANSACTION_READ_ONLY(SqlState.READ_ONLY_TRANSACTION, "off");

    private final String state;
    private final String off;

    LimitSetting(String state, String off) {
        this.state = state;
        this.off = off;
    }

    /** Empty for an SQLSTATE that no limit has. */
    public static Optional<LimitSetting> of(String state) {
        return Stream.of(values())
                .filter(setting -> setting.state.equals(state))
                .findFirst();
    }

    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value by which it limits nothing. */
    String off() {
        return off;
    }
}
