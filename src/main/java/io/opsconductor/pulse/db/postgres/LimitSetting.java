package io.opsconductor.pulse.db.postgres;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings by which a database ends what its clients do, and the SQLSTATE by which each is known.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's SQLSTATEs</a>
 */
public enum LimitSetting {
    TRANSACTION_TIMEOUT("25P04", "0"),
    /** The same SQLSTATE as for a statement that somebody else cancelled. */
    STATEMENT_TIMEOUT("57014", "0"),
    IDLE_IN_TRANSACTION_SESSION_TIMEOUT("25P03", "0"),
    IDLE_SESSION_TIMEOUT("57P05", "0"),
    LOCK_TIMEOUT("55P03", "0"),
    TEMP_FILE_LIMIT("53400", "-1"),
    /** The same SQLSTATE as for a standby. */
    DEFAULT_TRANSACTION_READ_ONLY("25006", "off");

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

    /** As PostgreSQL calls it. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value by which it limits nothing. */
    String off() {
        return off;
    }
}
