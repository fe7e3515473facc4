package io.opsconductor.pulse.db.dev;

import java.util.ArrayList;
import java.util.List;

/** The real pgbouncer in front of a server; ends with the JVM, as the server does. */
public final class PgBouncer implements AutoCloseable {

    private final PostgresServer server;
    private final int port;
    private final Servant script;

    /** @param poolMode {@code transaction} or {@code session} */
    public PgBouncer(PostgresServer server, String poolMode) {
        this.server = server;
        this.port = FreePort.find();
        List<String> command = new ArrayList<>(PostgresServer.asUnprivilegedUser());
        command.addAll(List.of(
                "bash",
                "-c",
                PostgresServer.script("postgresql/pgbouncer.sh"),
                "pgbouncer.sh",
                server.binDirectory().toString(),
                String.valueOf(port),
                poolMode,
                String.valueOf(server.port())));
        script = new Servant(command);
        PostgresServer.succeeded(script.ask(server.password()));
    }

    /** The way to a database of the server through the pooler. */
    public String url(String database) {
        return "postgresql://" + server.superuser() + ":" + server.password() + "@127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        script.close();
    }
}
