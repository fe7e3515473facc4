package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** TimescaleDB's own image, one container per JVM. Testcontainers removes it when the JVM has ended. */
final class DockerTimescale {

    private static final String IMAGE = "timescale/timescaledb:2.23.0-pg17";

    private DockerTimescale() {}

    /** Asks Testcontainers only if there is something to be asked: without an engine it searches long and complains. */
    static boolean available() {
        return (configured() || engineListens())
                && DockerClientFactory.instance().isDockerAvailable();
    }

    static DatabaseSource start() {
        @SuppressWarnings("resource") // ends with the JVM
        var container = new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
                .withUsername("postgres")
                .withCommand(
                        "postgres", "-c", "fsync=off", "-c", "max_connections=200", "-c", "max_worker_processes=64");
        container.start();
        var login = new Login(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword(),
                null);
        return new ServerSource(login, container.getDatabaseName());
    }

    private static boolean configured() {
        Path settings = Path.of(System.getProperty("user.home"), ".testcontainers.properties");
        try {
            return System.getenv("DOCKER_HOST") != null
                    || Files.exists(settings) && Files.readString(settings).contains("docker.host");
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean engineListens() {
        String home = System.getProperty("user.home");
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", home);
        return Stream.of(
                        Path.of("/var/run/docker.sock"),
                        Path.of(runtime, "docker.sock"),
                        Path.of(home, ".docker/run/docker.sock"),
                        Path.of(home, ".docker/desktop/docker.sock"))
                .anyMatch(DockerTimescale::accepts);
    }

    private static boolean accepts(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
