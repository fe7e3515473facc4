package io.opsconductor.pulse.db.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.Warnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A file and a Pushgateway: what they get, and that their trouble is a warning. */
@ResourceLock("warnings")
class MetricsOutletTest {
    private static final Measurements MEASURED = new Measurements(
            Instant.EPOCH,
            List.of(
                    Sample.of(Metric.BUILD_INFO, 1, "1", "abc", "jvm"),
                    Sample.of(Metric.BACKUPS, 2, "a/b", "bad"),
                    Sample.of(Metric.MIGRATIONS, 3, "plant", "applied"),
                    Sample.of(Metric.MIGRATIONS, 4, "", "applied")));

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        Warnings.to(warnings::add);
    }

    @AfterEach
    void stopListening() {
        Warnings.to(text -> {});
    }

    @Test
    void the_file_is_replaced_whole_and_readable_for_all() throws IOException {
        Path file = Files.writeString(folder.resolve("pulse.prom"), "old");

        outlet(Optional.of(file), Optional.empty()).publish("check", MEASURED);

        assertThat(file).content().startsWith("# HELP").contains("pulse_db_backups{set=\"a/b\",state=\"bad\"} 2\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_link_that_another_puts_in_the_place_of_the_unfinished_file_leads_nowhere() throws Exception {
        Path file = folder.resolve("pulse.prom");
        Path beside = folder.resolve(".pulse.prom." + ProcessHandle.current().pid());
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                try {
                    if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(beside)) {
                        Files.createSymbolicLink(beside, victim);
                    }
                } catch (IOException e) {
                    // It has its name already.
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 500; i++) {
                outlet(Optional.of(file), Optional.empty()).publish("check", MEASURED);
            }
        } finally {
            over.set(true);
            other.join();
        }

        assertThat(victim).hasContent("untouched");
        assertThat(Files.getPosixFilePermissions(victim)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_file_that_cannot_be_written_is_one_warning() {
        Path file = folder.resolve("missing/pulse.prom");

        outlet(Optional.of(file), Optional.empty()).publish("check", MEASURED);

        assertThat(warnings).singleElement().asString().contains("pulse.metrics.file " + file, "cannot be written");
    }

    @Test
    void each_database_and_each_set_is_pushed_into_a_group_of_its_own() throws IOException {
        Map<String, String> pushed = new ConcurrentHashMap<>();
        HttpServer gateway = gateway(202, pushed);
        try {
            outlet(Optional.empty(), Optional.of(url("me:p%40ss@", gateway) + "/base/"))
                    .publish("check", MEASURED);
        } finally {
            gateway.stop(0);
        }

        String path = "POST Basic bWU6cEBzcw== /base/metrics/job/pulse-db/command/check";
        assertThat(warnings).isEmpty();
        assertThat(pushed)
                .containsOnlyKeys(
                        path,
                        path + "/set@base64/YS9i",
                        path + "/database@base64/cGxhbnQ",
                        path + "/database@base64/=");
        assertThat(pushed.get(path + "/set@base64/YS9i"))
                .contains("pulse_db_backups{")
                .doesNotContain("migrations");
    }

    @Test
    void a_run_is_told_in_a_file_and_a_group_of_its_own() throws IOException {
        Map<String, String> pushed = new ConcurrentHashMap<>();
        HttpServer gateway = gateway(202, pushed);
        Path file = folder.resolve("pulse.prom");
        try {
            outlet(Optional.of(file), Optional.of(url("", gateway)))
                    .publishRun(
                            "backup-take",
                            "backup-take.a",
                            List.of(
                                    Sample.of(Metric.COMMAND_EXIT_CODE, 1, "backup-take", "pl/ant", "a"),
                                    Sample.of(Metric.COMMAND_EXIT_CODE, 0, "backup-take", "", "")));
        } finally {
            gateway.stop(0);
        }

        assertThat(file).as("belongs to checks").doesNotExist();
        assertThat(folder.resolve("pulse.backup-take.a.prom")).content().contains("set=\"a\"} 1\n");
        assertThat(pushed.keySet())
                .allSatisfy(path -> assertThat(path).contains("/metrics/job/pulse-db/command/backup-take"))
                .anySatisfy(path -> assertThat(path).endsWith("/database@base64/cGwvYW50/set@base64/YQ"))
                .anySatisfy(path -> assertThat(path).endsWith("/command/backup-take"));
    }

    @Test
    void a_gateway_that_refuses_is_a_warning_without_the_password() throws IOException {
        HttpServer gateway = gateway(400, new ConcurrentHashMap<>());
        try {
            outlet(Optional.empty(), Optional.of(url("me:secret@", gateway) + "/token"))
                    .publish("check", MEASURED);
        } finally {
            gateway.stop(0);
        }

        assertThat(warnings).singleElement().asString().contains("status 400").doesNotContain("secret", "token");
    }

    @Test
    void a_gateway_that_says_nothing_is_given_up() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            outlet(Optional.empty(), Optional.of("http://127.0.0.1:" + mute.getLocalPort()))
                    .publish("check", MEASURED);
        }

        assertThat(warnings).singleElement().asString().contains("metrics were not pushed");
    }

    @Test
    void an_url_that_is_none_is_refused_without_being_shown() {
        assertThatThrownBy(() -> outlet(Optional.empty(), Optional.of("gopher://me:secret@host"))
                        .isOpen())
                .isInstanceOf(PulseFailure.class)
                .hasMessage("pulse.metrics.push-url is no URL");
        assertThatThrownBy(() -> outlet(Optional.empty(), Optional.of("http://me:sec ret@host"))
                        .isOpen())
                .hasMessage("pulse.metrics.push-url is no URL");
    }

    @Test
    void a_port_is_a_number_and_the_announcement_of_a_kubernetes_service_is_none() {
        assertThat(address("9464").port()).isEqualTo(9464);
        assertThat(address("0").isOff()).isTrue();
        assertThat(address("tcp://10.0.0.7:80").port()).isEqualTo(8080);
        assertThatThrownBy(() -> address("65536")).hasMessageContaining("is no port");
        assertThatThrownBy(() -> address("http")).hasMessageContaining("is no port");
    }

    @Test
    void a_port_that_is_taken_is_a_mistake_of_the_configuration() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpAddress address = new HttpAddress("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(() -> HttpListener.open(address, new HostNames(List.of())))
                    .isInstanceOf(PulseFailure.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThatCode(() -> HttpListener.open(new HttpAddress("127.0.0.1", 0), new HostNames(List.of()))
                        .close())
                .doesNotThrowAnyException();
    }

    private static HttpAddress address(String port) {
        return HttpAddress.of("0.0.0.0", port);
    }

    private static MetricsOutlet outlet(Optional<Path> file, Optional<String> url) {
        return new MetricsOutlet(new MetricsSettings() {
            @Override
            public Optional<Path> file() {
                return file;
            }

            @Override
            public Optional<String> pushUrl() {
                return url;
            }
        });
    }

    private static HttpServer gateway(int status, Map<String, String> pushed) throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            pushed.put(
                    exchange.getRequestMethod() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
        return gateway;
    }

    private static String url(String user, HttpServer gateway) {
        return "http://" + user + "127.0.0.1:" + gateway.getAddress().getPort();
    }
}
