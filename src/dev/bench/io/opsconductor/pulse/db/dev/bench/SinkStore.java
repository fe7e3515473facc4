package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * Speaks as much of S3's protocol, with TLS, as a copy needs, and keeps of each object nothing but its size: on one machine a
 * real store takes most of the processor's time, and the figure would be the store's.
 */
final class SinkStore implements AutoCloseable {
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();
    private final HttpsServer server;

    /** @param keys PKCS#12, with the certificate that clients are to trust */
    SinkStore(Path keys, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sink");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As if nothing had ever been sent. */
    void empty() {
        sizes.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        long bytes = read(exchange);
        exchange.getResponseHeaders().set("ETag", "\"sink\"");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                sizes.merge(key, bytes, Long::sum);
                answer(exchange, 200, "");
            }
            case "POST" -> answer(exchange, 200, query.startsWith("uploads") ? begun() : completed());
            case "HEAD" -> head(exchange, key);
            default -> answer(exchange, 200, query.contains("uploads") ? uploads() : list());
        }
    }

    private static long read(HttpExchange exchange) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = exchange.getRequestBody()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes += n;
            }
        }
        return bytes;
    }

    private void head(HttpExchange exchange, String key) throws IOException {
        Long size = sizes.get(key);
        exchange.getResponseHeaders().set("Last-Modified", "Fri, 27 Nov 2026 01:00:00 GMT");
        if (size != null) {
            exchange.getResponseHeaders().set("Content-Length", size.toString());
        }
        exchange.sendResponseHeaders(size == null ? 404 : 200, -1);
        exchange.close();
    }

    private static String begun() {
        return "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>";
    }

    private static String completed() {
        return "<CompleteMultipartUploadResult><ETag>sink</ETag></CompleteMultipartUploadResult>";
    }

    private static String uploads() {
        return "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>";
    }

    private static String list() {
        return "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
