package io.opsconductor.pulse.db.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS rebinding: a website's name that points here gets nothing, and those who have a reason to come get everything. */
class HostNamesTest {
    private final HostNames names = new HostNames(List.of("Status.example.com"));

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "10.42.0.7:8080",
                "127.0.0.1",
                "[::1]:8080",
                "[fe80::1%25eth0]",
                "localhost:8080",
                "pulse-db",
                "PULSE-DB:80",
                "pulse-db.monitoring.svc:8080",
                "pulse-db.monitoring.svc.cluster.local",
                "pulse-db.monitoring.svc.cluster.local.:8080",
                "status.example.com",
                "STATUS.EXAMPLE.COM:443"
            })
    void an_address_a_name_of_ones_own_network_and_a_configured_one_are_answered(String host) {
        assertThat(names.knows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.nip.io",
                "localhost.evil.example",
                "status.example.com.evil.example",
                "x.status.example.com",
                "10.0.0.1.svc.evil.example:80",
                "evil.example.:8080",
                "[::1].evil.example"
            })
    void a_name_that_a_website_can_have_is_not(String host) {
        assertThat(names.knows(host)).isFalse();
        assertThat(names.knows("a".repeat(1_000))).isFalse();
    }

    @Test
    void a_request_for_another_name_is_told_nothing_of_what_is_here() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (HttpListener listener = HttpListener.open(new HttpAddress("127.0.0.1", port), names)
                .at(() -> HttpListener.Answer.text(200, "secret"), "/")) {
            assertThat(asked(port, "evil.example"))
                    .startsWith("HTTP/1.1 421")
                    .contains("pulse.http.names")
                    .doesNotContain("secret");
            assertThat(asked(port, "127.0.0.1:" + port))
                    .startsWith("HTTP/1.1 200")
                    .contains("secret");
            assertThat(asked(port, "status.example.com")).startsWith("HTTP/1.1 200");
        }
    }

    private static String asked(int port, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder all = new StringBuilder();
            InputStreamReader in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            for (int c = in.read(); c >= 0; c = in.read()) {
                all.append((char) c);
            }
            return all.toString();
        }
    }
}
