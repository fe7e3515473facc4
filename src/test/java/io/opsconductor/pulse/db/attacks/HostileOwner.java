package io.opsconductor.pulse.db.attacks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** A role that owns a schema, and functions that make a superuser of the role's name and a suffix where they can. */
abstract class HostileOwner {
    @TempDir
    Path directory;

    TestDatabase source;
    String mallory;

    /** @param script below {@code attacks} in the test resources */
    void begin(String script) throws Exception {
        source = DevelopmentDatabases.shared().postgres();
        mallory = "mal" + Integer.toHexString(source.name().hashCode());
        source.execute("CREATE ROLE " + mallory + " LOGIN", "CREATE EXTENSION timescaledb");
        try (var in = getClass().getResourceAsStream("/attacks/" + script)) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("$MALLORY", mallory);
            source.execute(sql);
        }
    }

    void end() throws SQLException {
        for (String made : superusers()) {
            source.execute("DROP ROLE " + made);
        }
        source.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
        source.close();
    }

    /** Those that a function made: the attack has succeeded. */
    List<String> superusers() throws SQLException {
        return roles("rolname LIKE '" + mallory + "\\_%'");
    }

    List<String> roles(String condition) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = source.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT rolname FROM pg_roles WHERE " + condition + " ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
