package io.opsconductor.pulse.db.dev;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * How to reach a server.
 *
 * @param password null where none is asked for
 * @param parameters the part of the URI after the question mark, null without one
 */
record Login(String host, int port, String user, String password, String parameters) {

    private static final int DEFAULT_PORT = 5432;

    /** Reads a libpq URI with one host. The database it names serves to create others from. */
    static Login of(URI uri) {
        String[] account = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new Login(
                uri.getHost() == null ? "localhost" : uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                account.length < 1 ? "postgres" : decoded(account[0]),
                account.length < 2 ? null : decoded(account[1]),
                uri.getRawQuery());
    }

    String url(String database) {
        String account = encoded(user) + (password == null ? "" : ":" + encoded(password));
        String rest = parameters == null ? "" : "?" + parameters;
        return "postgresql://%s@%s:%d/%s%s".formatted(account, host, port, database, rest);
    }

    String jdbcUrl(String database) {
        String account = "user=" + encoded(user) + (password == null ? "" : "&password=" + encoded(password));
        String rest = parameters == null ? "" : "&" + parameters;
        return "jdbc:postgresql://%s:%d/%s?%s%s".formatted(host, port, database, account, rest);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "%s@%s:%d".formatted(user, host, port);
    }
}
