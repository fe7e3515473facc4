package io.opsconductor.pulse.db.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** One request that is given up in time, whatever the other side does. */
final class HttpCall {
    private HttpCall() {}

    /**
     * @param body sent by POST; null for GET
     * @return the status
     * @throws IOException when no answer comes in that time
     */
    static int status(URI url, String type, String body, Duration within) throws IOException {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        HttpURLConnection connection = (HttpURLConnection) bare(url).toURL().openConnection();
        Thread thread = new Thread(
                () -> {
                    try {
                        status.complete(ask(connection, url, type, body, within));
                    } catch (IOException | RuntimeException e) {
                        status.completeExceptionally(e);
                    }
                },
                "http call");
        // One that hangs must not keep the process from ending.
        thread.setDaemon(true);
        thread.start();
        try {
            return status.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
        } catch (TimeoutException e) {
            hangUp(connection);
            throw new IOException("no answer within " + within.toSeconds() + "s", e);
        } catch (InterruptedException e) {
            hangUp(connection);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What sends one byte now and then keeps every limit of a single read. To say goodbye may take long as well. */
    private static void hangUp(HttpURLConnection connection) {
        Thread thread = new Thread(connection::disconnect, "http hang up");
        thread.setDaemon(true);
        thread.start();
    }

    private static int ask(HttpURLConnection connection, URI url, String type, String body, Duration within)
            throws IOException {
        connection.setConnectTimeout((int) within.toMillis());
        connection.setReadTimeout((int) within.toMillis());
        connection.setInstanceFollowRedirects(false);
        if (url.getUserInfo() != null) {
            connection.setRequestProperty(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8)));
        }
        if (body != null) {
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", type);
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        return connection.getResponseCode();
    }

    /** Without user and password, which are no part of what is asked for. */
    private static URI bare(URI url) {
        String user = url.getRawUserInfo();
        return user == null ? url : URI.create(url.toString().replaceFirst("//[^/@]*@", "//"));
    }

    /** For people: nothing of it that may be secret, neither a password nor a token in the path. */
    static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** @throws PulseFailure (usage) when it is no URL of http or https, without saying what it is */
    static URI url(String key, String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Its message holds the text, which may hold a password.
        }
        throw PulseFailure.usage(key + " is no URL", "give one as http://host:9091, special characters as %40");
    }
}
