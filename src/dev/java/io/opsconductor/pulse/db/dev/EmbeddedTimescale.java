package io.opsconductor.pulse.db.dev;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TimescaleDB's community edition inside a Node.js process: see src/dev/timescaledb/server.mjs. One backend per
 * database, no background workers.
 */
final class EmbeddedTimescale implements DatabaseSource, AutoCloseable {

    private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");

    private final Servant server;
    private final Login login;

    EmbeddedTimescale() {
        server = new Servant(
                List.of("node", SourceFolder.file("timescaledb/server.mjs").toString()));
        Matcher port = PORT.matcher(server.answer());
        if (!port.find()) {
            throw new IllegalStateException("the embedded database did not tell its port");
        }
        login = new Login("127.0.0.1", Integer.parseInt(port.group(1)), "postgres", null, null);
    }

    @Override
    public TestDatabase create() {
        String name = DatabaseSource.freshName();
        obey("create " + name);
        return new Created(name, login, false, false, () -> obey("drop " + name));
    }

    private void obey(String order) {
        String answer = server.ask(order);
        if (!answer.contains("\"ok\":true")) {
            throw new IllegalStateException("the embedded database cannot " + order + ": " + answer);
        }
    }

    @Override
    public String describe() {
        try (var database = create()) {
            return "embedded " + new ServerSource(login, database.name()).describe();
        }
    }

    /** Ends the process; only for a test that wants it to end before the JVM does. */
    @Override
    public void close() {
        server.close();
    }
}
