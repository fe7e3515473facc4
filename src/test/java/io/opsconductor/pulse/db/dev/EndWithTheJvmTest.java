package io.opsconductor.pulse.db.dev;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a second JVM that starts the databases, and ends it in the two ways a JVM ends. */
@Timeout(600)
class EndWithTheJvmTest {

    @Test
    void when_the_jvm_is_killed_the_databases_are_gone() throws Exception {
        var jvm = start();
        var started = Started.readFrom(jvm);
        assertThat(started.listening()).isTrue();
        jvm.destroyForcibly();
        await().untilAsserted(() -> assertThat(started.gone()).isTrue());
    }

    @Test
    void when_the_jvm_exits_the_databases_are_gone() throws Exception {
        var jvm = start();
        var started = Started.readFrom(jvm);
        jvm.getOutputStream().close();
        assertThat(jvm.waitFor()).isZero();
        await().untilAsserted(() -> assertThat(started.gone()).isTrue());
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private record Started(int embeddedPort, int serverPort, Path dataDirectory) {

        static Started readFrom(Process jvm) throws IOException {
            String[] said = jvm.inputReader().readLine().split(" ", 3);
            return new Started(Integer.parseInt(said[0]), Integer.parseInt(said[1]), Path.of(said[2]));
        }

        boolean listening() {
            return listens(embeddedPort) && listens(serverPort);
        }

        boolean gone() {
            return !listens(embeddedPort) && !listens(serverPort) && Files.notExists(dataDirectory.getParent());
        }

        private static boolean listens(int port) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException refused) {
                return false;
            }
        }
    }

    /** The second JVM: tells where its databases are and waits for the end of its input. */
    static final class Holder {

        private Holder() {}

        @SuppressWarnings("resource") // that nobody closes them is the point
        public static void main(String[] args) throws IOException {
            int embedded = URI.create(new EmbeddedTimescale().create().url()).getPort();
            var server = DevelopmentDatabases.shared().server();
            System.out.println(embedded + " " + server.port() + " " + server.dataDirectory());
            System.in.read();
        }
    }
}
