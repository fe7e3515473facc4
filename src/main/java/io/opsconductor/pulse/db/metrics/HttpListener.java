package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Answers GET and HEAD at fixed paths, by what the last checkup found: no request looks at a database. The JDK's own server;
 * see ADR 0002 for why.
 */
public final class HttpListener implements AutoCloseable {
    /** Bounds what a client that says nothing, or reads nothing, can hold. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "10",
            "jdk.httpserver.maxConnections", "64");

    private static final String PAGE = "text/html; charset=utf-8";

    private final Map<String, Supplier<Answer>> answers = new ConcurrentHashMap<>();
    private final HostNames names;
    private final ExecutorService threads;
    private final HttpServer server;

    /** What is sent: a status, a media type, and the text in UTF-8. */
    public record Answer(int status, String type, String text) {
        public static Answer metrics(String text) {
            return new Answer(200, Exposition.CONTENT_TYPE, text);
        }

        /** A page for a browser, which fetches it anew every minute. */
        public static Answer page(String html) {
            return new Answer(200, PAGE, html);
        }

        public static Answer text(int status, String text) {
            return new Answer(status, "text/plain; charset=utf-8", text + "\n");
        }
    }

    private HttpListener(HttpServer server, HostNames names) {
        this.server = server;
        this.names = names;
        this.threads = Executors.newCachedThreadPool(DaemonThreads.named("http"));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Listens, and knows no path yet.
     *
     * @throws PulseFailure (usage) when the port is taken or the address is not this machine's
     */
    public static HttpListener open(HttpAddress address, HostNames names) {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        InetSocketAddress socket = new InetSocketAddress(address.host(), address.port());
        try {
            if (socket.isUnresolved()) {
                throw new BindException("unknown host");
            }
            HttpListener listener = new HttpListener(HttpServer.create(socket, 0), names);
            listener.server.start();
            return listener;
        } catch (IOException e) {
            throw PulseFailure.usage(
                    "cannot listen on " + address.host() + ":" + address.port() + ": " + e.getMessage(),
                    "end what listens there, or set pulse.http.port (PULSE_HTTP_PORT; 0 for none) and pulse.http.host");
        }
    }

    /** @param paths that this is the answer at; asked for anew by every request, and soon given */
    public HttpListener at(Supplier<Answer> answer, String... paths) {
        List.of(paths).forEach(path -> answers.put(path, answer));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Answer answer = answer(exchange, head);
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (answer.type().equals(PAGE)) {
                exchange.getResponseHeaders().set("Refresh", "60");
                // What a page says of itself (meta) cannot say this: no other site may show it in a frame.
                exchange.getResponseHeaders().set("Content-Security-Policy", "frame-ancestors 'none'");
                exchange.getResponseHeaders().set("X-Frame-Options", "DENY");
            }
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    private Answer answer(HttpExchange exchange, boolean head) {
        if (!names.knows(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.text(
                    421, "this host is not known here by that name: use its address, or set pulse.http.names");
        }
        return head || exchange.getRequestMethod().equals("GET")
                ? answers.getOrDefault(exchange.getRequestURI().getPath(), this::none)
                        .get()
                : Answer.text(405, "GET and HEAD only");
    }

    private Answer none() {
        return Answer.text(
                404,
                "there is "
                        + String.join(", ", answers.keySet().stream().sorted().toList()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
