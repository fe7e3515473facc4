package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.plan.MigrationLock;
import io.opsconductor.pulse.db.migrate.plan.SessionRole;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/**
 * The session settings under which every file runs, which are those that psql would have but for limits that would end it,
 * and those of our own statements around it. What a file leaves behind does not reach the next.
 */
public final class SessionSettings {
    /** PostgreSQL cuts an application_name after this many bytes. */
    private static final int NAME_LENGTH = 63;

    /** From PostgreSQL 14 on: a killed run's statement is ended by the server instead of running on without a client. */
    private static final String WATCH = "client_connection_check_interval";

    private static final String WATCH_EVERY = "2s";

    /** Names are found in the system's schema and nowhere else, and what the server sends is read as we expect it. */
    private static final Map<String, String> OURS = Map.of(
            "search_path", "pg_catalog, pg_temp",
            "standard_conforming_strings", "on",
            "row_security", "off",
            "TimeZone", "UTC",
            "DateStyle", "ISO",
            "IntervalStyle", "postgres",
            // Of what others may lock we read only; our own tables are locked by a statement with a limit of its own.
            "lock_timeout", "10s");

    private static final List<String> CLEAN = statements("migrate/clean-session");

    private static final List<String> FREE_ADVISORY_LOCKS = statements("migrate/free-advisory-locks");

    /** To be sent behind a file: gives a row where the session holds advisory locks beside the migration's. */
    static final List<String> ADVISORY_LOCKS_LEFT = statements("migrate/advisory-locks-left");

    private final String runName;
    private final Map<String, String> always;
    private final Map<String, String> file;
    private final String concurrentLockTimeout;

    /**
     * @param runName tells others who is at work: host and process
     * @param server which settings it knows
     */
    public SessionSettings(MigrationSettings wanted, String runName, ServerAbilities server) {
        this.runName = runName;
        always = always(server);
        concurrentLockTimeout = millis(wanted.concurrentLockTimeout());
        file = new LinkedHashMap<>();
        if (server.watchesClient()) {
            file.put(WATCH, WATCH_EVERY);
        }
        file.put("lock_timeout", millis(wanted.lockTimeout()));
        file.put(
                "statement_timeout",
                wanted.statementTimeout().map(SessionSettings::millis).orElse("0"));
        file.put("pulse.service_role", wanted.serviceRole());
        file.put("pulse.demo_data", Boolean.toString(wanted.demoData()));
    }

    /**
     * What this server can do.
     *
     * @param major its version, such as 17
     * @param watchesClient it can notice that this program is gone while a statement runs
     */
    record ServerAbilities(int major, boolean watchesClient) {}

    static ServerAbilities abilities(Connection connection) throws SQLException {
        return new ServerAbilities(connection.getMetaData().getDatabaseMajorVersion(), canWatchClient(connection));
    }

    /** Of any session under the lock: a cut network is noticed within a minute, and no limit of the database ends it. */
    private static Map<String, String> always(ServerAbilities server) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tcp_keepalives_idle", "15");
        settings.put("tcp_keepalives_interval", "5");
        settings.put("tcp_keepalives_count", "3");
        settings.put("tcp_user_timeout", "30000");
        settings.put("statement_timeout", "0");
        settings.put("idle_in_transaction_session_timeout", "0");
        if (server.major() >= 14) {
            settings.put("idle_session_timeout", "0");
        }
        if (server.major() >= 17) {
            settings.put("transaction_timeout", "0");
        }
        return settings;
    }

    /** Older servers do not know the setting, and some systems cannot do it: then the answer is an error. */
    private static boolean canWatchClient(Connection connection) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
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

    /**
     * To be sent before a file's own statements: the session as it was at its start, then ours.
     *
     * @param advisoryLocks whether it may hold some beside the migration's
     */
    List<String> before(String script, boolean blocksNobody, boolean advisoryLocks) {
        List<String> statements = new ArrayList<>(CLEAN);
        if (advisoryLocks) {
            statements.addAll(FREE_ADVISORY_LOCKS);
        }
        Map<String, String> settings = new LinkedHashMap<>(always);
        settings.putAll(file);
        if (blocksNobody) {
            settings.put("lock_timeout", concurrentLockTimeout);
        }
        settings.put("application_name", name(script));
        statements.add(set(settings, false));
        return statements;
    }

    /** To be sent before statements of ours on a session that a file has used. */
    List<String> ours(String script) {
        Map<String, String> settings = new LinkedHashMap<>(always);
        settings.putAll(OURS);
        settings.put("application_name", name(script));
        return List.of("SET SESSION AUTHORIZATION DEFAULT", "RESET ROLE", "RESET ALL", set(settings, false));
    }

    /** For a session under the lock, before anything else but {@link SessionRole}. */
    static String forSession(ServerAbilities server) {
        Map<String, String> settings = new LinkedHashMap<>(always(server));
        settings.putAll(OURS);
        return set(settings, false);
    }

    /** For a session that only looks, through a pooler perhaps: the settings end with its transaction. */
    static String forTransaction() {
        Map<String, String> settings = new LinkedHashMap<>(OURS);
        settings.put("lock_timeout", "2s");
        return set(settings, true);
    }

    /** Of a file that speaks of the migration lock. */
    private static List<String> statements(String sqlFile) {
        return SqlScanner.scan(SqlFile.read(sqlFile)
                        .replace("{class}", Integer.toString(MigrationLock.CLASS))
                        .replace("{object}", Integer.toString(MigrationLock.OBJECT)))
                .stream()
                .map(SqlStatement::text)
                .toList();
    }

    private static String set(Map<String, String> settings, boolean local) {
        return settings.entrySet().stream()
                .map(setting -> "pg_catalog.set_config(" + SqlLiteral.of(setting.getKey()) + ", "
                        + SqlLiteral.of(setting.getValue()) + ", " + local + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    private String name(String script) {
        String name = runName + " " + script;
        return name.substring(0, Math.min(name.length(), NAME_LENGTH));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
