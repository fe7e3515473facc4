package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real pgbouncer in front of a server; ends with the JVM, as the server does. */
public final class PgBouncer implements AutoCloseable {
    /** The driver is told how to go without; see {@code LoginProperties}. */
    private static final String NO_PREPARED_STATEMENTS = "max_prepared_statements = 0";

    private final PostgresServer server;
    private final int port;
    private final Servant script;

    /** Of the newer release. @param poolMode {@code transaction} or {@code session} */
    public PgBouncer(PostgresServer server, String poolMode) {
        this(server, newer(server), poolMode, NO_PREPARED_STATEMENTS);
    }

    /** @param settings lines of pgbouncer.ini, which replace those before them */
    public PgBouncer(PostgresServer server, Path program, String poolMode, String settings) {
        this.server = server;
        this.port = FreePort.find();
        List<String> command = new ArrayList<>(PostgresServer.asUnprivilegedUser());
        command.addAll(List.of(
                "bash",
                "-c",
                PostgresServer.script("postgresql/pgbouncer.sh"),
                "pgbouncer.sh",
                program.toString(),
                String.valueOf(port),
                poolMode,
                String.valueOf(server.port()),
                settings));
        script = new Servant(command);
        PostgresServer.succeeded(script.ask(server.password()));
    }

    /** The one that comes with the server's programs. */
    public static Path newer(PostgresServer server) {
        return server.binDirectory().resolve("pgbouncer");
    }

    /** That of Debian 13, and the older one of this machine's release where it can be had. */
    public static List<Path> programs(PostgresServer server) {
        try {
            Process asked = new ProcessBuilder("bash", "-c", PostgresServer.script("postgresql/own-pgbouncer.sh"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String own = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return own.isEmpty() ? List.of(newer(server)) : List.of(newer(server), Path.of(own));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The way to a database of the server through the pooler. */
    public String url(String database) {
        return url(server.superuser(), database);
    }

    /** The admin console, by the user who may only look. */
    public String console() {
        return url("stats", "pgbouncer");
    }

    public String url(String user, String database) {
        return "postgresql://" + user + ":" + server.password() + "@" + address() + "/" + database;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        script.close();
    }
}
