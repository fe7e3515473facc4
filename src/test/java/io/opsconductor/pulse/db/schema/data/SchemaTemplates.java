package io.opsconductor.pulse.db.schema.data;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;

/**
 * Empty databases at the versions that tests have asked for, to be copied: each is made from the nearest older one, so
 * that every file is applied about once per JVM, in whatever order the tests run.
 */
final class SchemaTemplates {

    private static final String OWNER = "pulse_schema_owner";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final SchemaTemplates SHARED = new SchemaTemplates();

    private final PostgresServer server = DevelopmentDatabases.shared().server();
    /** By version; the one without any is under the empty text. */
    private final NavigableMap<String, String> templates = new TreeMap<>();

    private SchemaTemplates() {}

    static SchemaTemplates shared() {
        return SHARED;
    }

    /** @return the name of a new database, which its taker drops */
    synchronized String copyAt(String version) throws SQLException {
        if (templates.isEmpty()) {
            prepareServer();
        }
        if (!templates.containsKey(version)) {
            String nearest = copyOf(templates.lowerEntry(version).getValue());
            TestMigration.to(version, ownersUrl(nearest));
            seal(nearest);
            templates.put(version, nearest);
        }
        return copyOf(templates.get(version));
    }

    void drop(String database) throws SQLException {
        onServer("DROP DATABASE " + database + " WITH (FORCE)");
    }

    /** Logs in as the owner, who is no superuser. */
    String ownersUrl(String database) {
        return "postgresql://%s:%s@%s:%d/%s".formatted(OWNER, PASSWORD, server.host(), server.port(), database);
    }

    String superusersUrl(String database) {
        return server.url(database);
    }

    String superusersJdbcUrl(String database) {
        return server.jdbcUrl(database);
    }

    /** What an administrator does where the migrations run without superuser rights: the roles and the extension. */
    private void prepareServer() throws SQLException {
        onServer("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'");
        for (String role : new String[] {"iot", "pulse_app", "pulse_operator"}) {
            onServer("DO $$ BEGIN IF to_regrole('%1$s') IS NULL THEN CREATE ROLE %1$s; END IF; END $$".formatted(role));
        }
        onServer("ALTER ROLE pulse_operator BYPASSRLS");
        onServer("GRANT pulse_app, pulse_operator TO iot");
        String empty = freshName();
        onServer("CREATE DATABASE %s OWNER %s TEMPLATE template0".formatted(empty, OWNER));
        try (var connection = DriverManager.getConnection(server.jdbcUrl(empty));
                var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION timescaledb");
        }
        seal(empty);
        templates.put("", empty);
    }

    /**
     * A database is copied only while nobody is connected to it. TimescaleDB's launcher would restart its scheduler in
     * there whenever it is copied, but passes over databases that take no connections.
     */
    private void seal(String template) throws SQLException {
        onServer("ALTER DATABASE " + template + " ALLOW_CONNECTIONS false");
        onServer("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + template + "'");
    }

    private String copyOf(String template) throws SQLException {
        String copy = freshName();
        onServer("CREATE DATABASE %s OWNER %s TEMPLATE %s STRATEGY file_copy".formatted(copy, OWNER, template));
        return copy;
    }

    private void onServer(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String freshName() {
        return "schema_" + UUID.randomUUID().toString().substring(0, 8);
    }
}
