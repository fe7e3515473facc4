package io.opsconductor.pulse.db.metrics;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real services: one that answers, one that refuses, one that says nothing, one that is away. */
class NotifierTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer service;

    @BeforeEach
    void open() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath() + (body.isEmpty() ? "" : " " + body));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void close() {
        service.stop(0);
    }

    @Test
    void each_task_asks_its_own_address_when_it_begins_and_by_how_it_ended() {
        try (Notifier notifier = notifier(Map.of(
                "url", at("/key/{task}"),
                "start-url", at("/key/{task}/start"),
                "fail-url", at("/key/{task}/fail")))) {
            notifier.began("backup daily");
            notifier.ended("backup daily", true);
            notifier.ended("drill Wöchent/lich", false);
        }

        assertThat(asked)
                .containsExactly(
                        "GET /key/backup-daily/start", "GET /key/backup-daily", "GET /key/drill-w-chent-lich/fail");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_failure_without_an_address_of_its_own_is_silence() {
        try (Notifier notifier = notifier(Map.of("url", at("/key")))) {
            notifier.began("check");
            notifier.ended("check", false);
        }

        assertThat(asked).isEmpty();
    }

    /** Each call left a thread and a connection behind for as long as the service liked. */
    @Test
    void a_service_that_drips_its_answer_keeps_no_thread() throws IOException {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread service = new Thread(() -> drip(dripping));
            service.setDaemon(true);
            service.start();
            URI url = URI.create("http://127.0.0.1:" + dripping.getLocalPort());
            assertThatThrownBy(() -> HttpCall.status(url, "text/plain", null, Duration.ofSeconds(1)))
                    .hasMessageContaining("no answer within 1s");
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("http ")));
        }
    }

    private static void drip(ServerSocket dripping) {
        try (Socket socket = dripping.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write('a');
                socket.getOutputStream().flush();
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // The other side hung up.
        }
    }

    @Test
    void what_happened_is_posted_as_json() {
        try (Notifier notifier = notifier(Map.of("webhook", at("/hook")))) {
            notifier.happened("check", "{\"text\":\"über\"}");
        }

        assertThat(asked).containsExactly("POST /hook {\"text\":\"über\"}");
    }

    @Test
    void a_service_that_fails_is_told_once_until_it_answers_again_and_its_address_never() {
        status.set(500);
        try (Notifier notifier = notifier(Map.of("url", at("/secret-token").replace("//", "//me:hidden@")))) {
            notifier.ended("check", true);
            notifier.ended("check", true);
            await().until(() -> asked.size() == 2);
            status.set(200);
            notifier.ended("check", true);
        }

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .contains("pulse.notify.url was not told, at http://127.0.0.1:", "status 500")
                .doesNotContain("secret-token", "hidden");
        assertThat(warnings.get(1)).isEqualTo("pulse.notify.url answers again");
    }

    @Test
    void a_service_that_says_nothing_or_is_away_keeps_no_task_waiting() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Notifier notifier =
                        notifier(Map.of("url", "http://127.0.0.1:" + mute.getLocalPort() + "/secret-token"))) {
            for (int i = 0; i < 1000; i++) {
                notifier.ended("check", true);
            }
            assertThat(warnings).as("nothing has been waited for").isEmpty();
            await().until(() -> !warnings.isEmpty());
        }

        assertThat(warnings).singleElement().asString().contains("was not told").doesNotContain("secret-token");
    }

    @Test
    void an_address_that_is_none_is_refused_before_anything_is_done() {
        for (String key : List.of("url", "fail-url", "start-url", "webhook")) {
            assertThatThrownBy(() -> notifier(Map.of(key, "hc-ping.com/secret")))
                    .isInstanceOf(PulseFailure.class)
                    .hasMessage("pulse.notify." + key + " is no URL");
        }
    }

    private String at(String path) {
        return "http://127.0.0.1:" + service.getAddress().getPort() + path;
    }

    private Notifier notifier(Map<String, String> configured) {
        return new Notifier(
                new NotifySettings() {
                    @Override
                    public Optional<String> url() {
                        return Optional.ofNullable(configured.get("url"));
                    }

                    @Override
                    public Optional<String> failUrl() {
                        return Optional.ofNullable(configured.get("fail-url"));
                    }

                    @Override
                    public Optional<String> startUrl() {
                        return Optional.ofNullable(configured.get("start-url"));
                    }

                    @Override
                    public Optional<String> webhook() {
                        return Optional.ofNullable(configured.get("webhook"));
                    }
                },
                warnings::add);
    }
}
