package io.opsconductor.pulse.db.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.SqlLiteral;

/** The session settings under which every file runs: what the one before it set does not reach the next. */
final class SessionSettings {
    /** PostgreSQL cuts an application_name after this many bytes. */
    private static final int NAME_LENGTH = 63;

    /** From PostgreSQL 14 on: a killed run's statement is ended by the server instead of being finished for nobody. */
    private static final String WATCH = "client_connection_check_interval";

    private static final String WATCH_EVERY = "2s";

    private final String runName;
    private final String set;

    /**
     * @param runName tells others who is at work: host and process
     * @param watchesClient true where the server can notice that this program is gone while a statement runs
     */
    SessionSettings(MigrationSettings wanted, String runName, boolean watchesClient) {
        this.runName = runName;
        Map<String, String> settings = new LinkedHashMap<>();
        if (watchesClient) {
            settings.put(WATCH, WATCH_EVERY);
        }
        // As in begin_session.sql: what RESET ALL takes away comes back with every file.
        settings.put("tcp_keepalives_idle", "15");
        settings.put("tcp_keepalives_interval", "5");
        settings.put("tcp_keepalives_count", "3");
        settings.put("tcp_user_timeout", "30000");
        settings.put("lock_timeout", millis(wanted.lockTimeout()));
        settings.put(
                "statement_timeout",
                wanted.statementTimeout().map(SessionSettings::millis).orElse("0"));
        settings.put("pulse.service_role", wanted.serviceRole());
        settings.put("pulse.demo_data", Boolean.toString(wanted.demoData()));
        set = settings.entrySet().stream()
                .map(setting -> setting(setting.getKey(), setting.getValue()) + ", ")
                .collect(Collectors.joining());
    }

    /** Older servers do not know the setting, and some systems cannot do it: then the answer is an error. */
    static boolean canWatchClient(Connection connection) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            set.setString(1, WATCH);
            set.setString(2, WATCH_EVERY);
            return set.execute();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return false;
        }
    }

    /** To be sent before a file's own: everything back to the session's start, then ours. */
    List<String> statements(String script) {
        return List.of("RESET ALL", "SELECT " + set + setting("application_name", name(script)));
    }

    private static String setting(String name, String value) {
        return "set_config(" + SqlLiteral.of(name) + ", " + SqlLiteral.of(value) + ", false)";
    }

    private String name(String script) {
        String name = runName + " " + script;
        return name.substring(0, Math.min(name.length(), NAME_LENGTH));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
