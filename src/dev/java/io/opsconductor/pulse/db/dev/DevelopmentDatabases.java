package io.opsconductor.pulse.db.dev;

import java.net.URI;
import java.nio.file.Path;

/**
 * The choice of databases, one per JVM. Each kind is started when first asked for and ends with the JVM; tests in
 * parallel JVMs do not meet.
 */
public final class DevelopmentDatabases {

    private static final DevelopmentDatabases SHARED = new DevelopmentDatabases();

    private DatabaseSource timescale;
    private PostgresServer server;
    private Path clientTools;

    private DevelopmentDatabases() {}

    public static DevelopmentDatabases shared() {
        return SHARED;
    }

    /**
     * A database where the extension {@code timescaledb} of the community edition (compression, policies) can be
     * created: on the server that PULSE_TEST_DATABASE_URL names, else in Docker, else embedded.
     */
    public TestDatabase timescale() {
        return timescaleSource().create();
    }

    /** A database on a real server with several backends; its TimescaleDB is the Apache edition. */
    public TestDatabase postgres() {
        return server().createDatabase();
    }

    /** The real server that {@link #postgres()} uses. Whoever wants to stop it takes a {@code newServer()}. */
    public synchronized PostgresServer server() {
        if (server == null) {
            server = new PostgresServer(clientTools());
        }
        return server;
    }

    /** The folder of pg_dump, pg_restore and psql, version 17 or newer. */
    public synchronized Path clientTools() {
        if (clientTools == null) {
            clientTools = ClientTools.install();
        }
        return clientTools;
    }

    /** One line: which way to TimescaleDB was chosen, and the versions. */
    public String describe() {
        return timescaleSource().describe();
    }

    private synchronized DatabaseSource timescaleSource() {
        if (timescale == null) {
            timescale = chosen(System.getenv("PULSE_TEST_DATABASE_URL"));
        }
        return timescale;
    }

    private static DatabaseSource chosen(String url) {
        if (url != null && !url.isBlank()) {
            URI uri = URI.create(url.strip());
            String home = uri.getPath() == null || uri.getPath().length() < 2
                    ? "postgres"
                    : uri.getPath().substring(1);
            return new ServerSource(Login.of(uri), home);
        }
        return DockerTimescale.available() ? DockerTimescale.start() : new EmbeddedTimescale();
    }
}
