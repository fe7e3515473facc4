package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A real PostgreSQL server with TimescaleDB preloaded, on a loopback port and on a unix socket (without password) in
 * {@link #socketDirectory()}. Over TCP passwords are checked. Run by src/dev/postgresql/serve.sh.
 */
public final class PostgresServer implements AutoCloseable {

    private final Path binDirectory;
    private final Servant script;
    private final Path directory;
    private final Login login;

    PostgresServer(Path binDirectory) {
        this.binDirectory = binDirectory;
        login = new Login(
                "127.0.0.1", FreePort.find(), "postgres", UUID.randomUUID().toString(), null);
        script = new Servant(command(binDirectory, login.port()));
        directory = Path.of(succeeded(script.ask(login.password())));
    }

    private static List<String> command(Path binDirectory, int port) {
        var command = new ArrayList<>(asUnprivilegedUser());
        command.addAll(List.of(
                "bash",
                "-c",
                script("postgresql/serve.sh"),
                "serve.sh",
                binDirectory.toString(),
                String.valueOf(port)));
        return command;
    }

    /** What goes before a command if we are root, whom PostgreSQL and pgbouncer refuse. */
    static List<String> asUnprivilegedUser() {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("runuser", "-u", unprivilegedUser(), "--")
                : List.of();
    }

    /** The text and not the file, which that user may not be allowed to read. */
    static String script(String file) {
        try {
            return Files.readString(SourceFolder.file(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String unprivilegedUser() {
        try {
            boolean exists =
                    Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith("postgres:"));
            return exists ? "postgres" : "nobody";
        } catch (IOException failure) {
            return "nobody";
        }
    }

    public String host() {
        return login.host();
    }

    public int port() {
        return login.port();
    }

    public String superuser() {
        return login.user();
    }

    public String password() {
        return login.password();
    }

    public String url(String database) {
        return login.url(database);
    }

    public String jdbcUrl(String database) {
        return login.jdbcUrl(database);
    }

    public Path binDirectory() {
        return binDirectory;
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    public Path socketDirectory() {
        return directory;
    }

    /** The server's log, from its first start on. */
    public Path log() {
        return directory.resolve("log");
    }

    public TestDatabase createDatabase() {
        return source().create();
    }

    DatabaseSource source() {
        return new ServerSource(login, "postgres");
    }

    /** Another one, for a test that stops or reconfigures its server. */
    public PostgresServer newServer() {
        return new PostgresServer(binDirectory);
    }

    public void start() {
        succeeded(script.ask("start"));
    }

    /** Disconnects everybody and shuts down in order. */
    public void stop() {
        succeeded(script.ask("stop"));
    }

    public void restart() {
        stop();
        start();
    }

    /** As a crash of the machine: SIGKILL for all of its processes. It can be started again. */
    public void kill() {
        succeeded(script.ask("kill"));
    }

    /** Stops the server and removes everything it wrote. */
    @Override
    public void close() {
        script.close();
    }

    static String succeeded(String answer) {
        if (!answer.startsWith("ok")) {
            throw new IllegalStateException("the test server: " + answer);
        }
        return answer.substring("ok".length()).strip();
    }
}
