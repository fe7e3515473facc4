package io.opsconductor.pulse.db.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code run} answers on its port. */
public record Scrape(int port) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern SERIES = Pattern.compile("^(pulse_db_[a-z_]+)", Pattern.MULTILINE);

    public String get(String path) throws IOException {
        return ask(path).body();
    }

    /** 0 while nothing answers. */
    public int status(String path) {
        try {
            return ask(path).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private HttpResponse<String> ask(String path) throws IOException {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The names of the series in a text. */
    public static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher series = SERIES.matcher(text);
        while (series.find()) {
            names.add(series.group(1));
        }
        return names;
    }
}
