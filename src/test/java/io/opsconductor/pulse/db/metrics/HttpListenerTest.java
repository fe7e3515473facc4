package io.opsconductor.pulse.db.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.opsconductor.pulse.db.metrics.HttpListener.Answer;
import org.junit.jupiter.api.Test;

class HttpListenerTest {
    @Test
    void a_page_may_be_shown_in_no_frame_of_another_site_and_other_answers_say_nothing_of_it() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (HttpListener listener = HttpListener.open(new HttpAddress("127.0.0.1", port), new HostNames(List.of()))) {
            listener.at(() -> Answer.page("<!DOCTYPE html>"), "/").at(() -> Answer.text(200, "ok"), "/healthz");

            HttpHeaders page = headers(port, "/");
            assertThat(page.firstValue("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(page.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers(port, "/healthz").map())
                    .doesNotContainKeys("content-security-policy", "x-frame-options");
        }
    }

    private static HttpHeaders headers(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers();
    }
}
