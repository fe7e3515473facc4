package io.opsconductor.pulse.db.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Makes and drops scratch databases. Their names and comments are ours alone. */
public final class ScratchStore {
    /** What a scratch database says about itself; leftovers without it are left alone. */
    public static final String COMMENT = "pulse-db drill: a restored backup, dropped when it has been compared";

    private ScratchStore() {}

    /**
     * A name that no other run uses, with the server's time in it.
     *
     * @param kind what it begins with
     */
    static String name(Database server, String kind) {
        return server.read("drill", connection -> {
            String name = Query.one(connection, SqlFile.read("drill/scratch-name"), row -> row.getString("name"), kind);
            return name + "_" + UUID.randomUUID().toString().substring(0, 8);
        });
    }

    static void create(Database server, String name) {
        // template0: objects in template1 would collide with the restore.
        execute(
                server,
                // What is restored there is the business of no role that may not read it where it comes from.
                // And who is in before the right is taken away would stay.
                "CREATE DATABASE " + name + " TEMPLATE template0 ALLOW_CONNECTIONS false",
                "COMMENT ON DATABASE " + name + " IS '" + COMMENT + "'",
                "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC",
                "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    /** A session in the scratch database that shows others that its drill lives; until closed, or the process ends. */
    static AutoCloseable openKeepAliveSession(Database scratch) {
        Connection connection = scratch.connect("drill");
        try {
            Query.list(connection, SqlFile.read("drill/stay"), row -> true);
            return connection;
        } catch (SQLException e) {
            throw scratch.failure(e);
        }
    }

    /** Ends who is still connected. A database that is gone already is no failure. */
    static void drop(Database server, String name) {
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** The scratch databases of drills that were killed. */
    static List<String> leftovers(Database server) {
        return server.read(
                "drill",
                connection ->
                        Query.list(connection, SqlFile.read("drill/leftovers"), row -> row.getString("name"), COMMENT));
    }

    private static void execute(Database server, String... statements) {
        try (Connection connection = server.connect("drill");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw server.failure(e);
        }
    }
}
