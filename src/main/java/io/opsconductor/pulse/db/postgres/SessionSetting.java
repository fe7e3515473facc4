package io.opsconductor.pulse.db.postgres;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * The settings of a session by which a database ends what its clients do, and the SQLSTATE by which each is known; and those
 * by which its clients do, in silence, something else than they say.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's SQLSTATEs</a>
 */
public enum SessionSetting {
    TRANSACTION_TIMEOUT(SqlState.TRANSACTION_TIMEOUT, "0"),
    /** The same SQLSTATE as for a statement that another session cancelled. */
    STATEMENT_TIMEOUT(SqlState.QUERY_CANCELED, "0"),
    IDLE_IN_TRANSACTION_SESSION_TIMEOUT(SqlState.IDLE_IN_TRANSACTION_TIMEOUT, "0"),
    IDLE_SESSION_TIMEOUT(SqlState.IDLE_SESSION_TIMEOUT, "0"),
    LOCK_TIMEOUT(SqlState.LOCK_NOT_AVAILABLE, "0"),
    TEMP_FILE_LIMIT(SqlState.CONFIGURATION_LIMIT_EXCEEDED, "-1"),
    /** The same SQLSTATE as for a standby. */
    DEFAULT_TRANSACTION_READ_ONLY(SqlState.READ_ONLY_TRANSACTION, "off"),
    /** {@code local} is as good as {@code origin}. */
    SESSION_REPLICATION_ROLE(null, "origin", "local"),
    STANDARD_CONFORMING_STRINGS(null, "on"),
    ARRAY_NULLS(null, "on");

    private static final Set<SessionSetting> SILENT =
            EnumSet.of(SESSION_REPLICATION_ROLE, STANDARD_CONFORMING_STRINGS, ARRAY_NULLS);

    private final String state;
    private final List<String> off;

    /** @param state null for one that ends nothing */
    SessionSetting(String state, String... off) {
        this.state = state;
        this.off = List.of(off);
    }

    /** Empty for an SQLSTATE that none of them has. */
    public static Optional<SessionSetting> of(String state) {
        return Stream.of(values())
                .filter(setting -> state.equals(setting.state))
                .findFirst();
    }

    /** Those that end something, and say so. */
    public static Set<SessionSetting> ending() {
        return EnumSet.complementOf(EnumSet.copyOf(SILENT));
    }

    /** Those under which the same statements write something else, and nothing says so. */
    public static Set<SessionSetting> silent() {
        return EnumSet.copyOf(SILENT);
    }

    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value by which it does no harm. */
    public String off() {
        return off.get(0);
    }

    public boolean isOff(String value) {
        return off.contains(value);
    }

    /** All values by which it does no harm. */
    String[] allOff() {
        return off.toArray(String[]::new);
    }
}
