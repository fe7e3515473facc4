package io.opsconductor.pulse.db.postgres.url;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl.Host;

/**
 * Reads a connection URI. {@link java.net.URI} cannot: it knows neither several hosts nor an unencoded {@code @} in a
 * password. No message of this class quotes the text, for it may hold a password.
 */
public final class DatabaseUrlParser {
    static final int DEFAULT_PORT = 5432;
    private static final Pattern SCHEME = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(.*)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("([\"']).*\\1", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]*)(?::(\\d+))?");

    private static final Pattern PORT = Pattern.compile(":\\d+(,|$)");

    private DatabaseUrlParser() {}

    static DatabaseUrl parse(String text, Function<String, Optional<String>> variables) {
        Matcher scheme = SCHEME.matcher(text.strip());
        if (!scheme.matches()) {
            boolean quoted = QUOTED.matcher(text.strip()).matches();
            throw malformed(
                    quoted
                            ? "it stands in quotation marks, which a file of variables keeps"
                            : "it does not begin with postgresql:// or jdbc:postgresql://");
        }
        String rest = scheme.group(1);
        int query = rest.indexOf('?');
        if (query >= 0 && rest.lastIndexOf('/', query) < 0 && rest.indexOf('@') > query) {
            // Perhaps a password with a question mark: what follows must not be taken for parameters, and be quoted.
            throw malformed("it has an @ after a ?; write a ? in the password as %3F, or an @ in a parameter as %40");
        }
        Map<String, String> parameters = parameters(query < 0 ? "" : rest.substring(query + 1));
        rest = query < 0 ? rest : rest.substring(0, query);
        int slash = rest.indexOf('/', Math.max(0, rest.lastIndexOf('@')));
        String path = slash < 0 ? "" : decode(rest.substring(slash + 1));
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = login.indexOf(':');
        Optional<String> user = present(decode(colon < 0 ? login : login.substring(0, colon)));
        Optional<String> password = colon < 0 ? Optional.empty() : present(decode(login.substring(colon + 1)));

        user = Optional.ofNullable(parameters.remove("user")).or(orElse(user));
        password = Optional.ofNullable(parameters.remove("password")).or(orElse(password));
        String hostNames = Optional.ofNullable(parameters.remove("host"))
                .or(() -> present(authority.substring(at + 1)))
                .or(() -> variables.apply("PGHOST"))
                .orElse("");
        String ports = Optional.ofNullable(parameters.remove("port"))
                .or(() -> PORT.matcher(hostNames).find() ? Optional.empty() : variables.apply("PGPORT"))
                .orElse("");
        String database = Optional.ofNullable(parameters.remove("dbname"))
                .or(() -> present(path))
                .or(() -> variables.apply("PGDATABASE"))
                .or(orElse(user))
                .or(() -> variables.apply("PGUSER"))
                .orElseThrow(() -> malformed("it names no database, and neither does PGDATABASE"));
        return new DatabaseUrl(hosts(hostNames, ports), database, user, password, known(parameters));
    }

    public static List<Host> hosts(String names, String ports) {
        String[] port = ports.split(",");
        String[] name = names.split(",", -1);
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < name.length; i++) {
            String given = ports.isEmpty() ? "" : port[Math.min(i, port.length - 1)];
            hosts.add(host(decode(name[i]), given));
        }
        return hosts;
    }

    private static Host host(String text, String port) {
        if (text.startsWith("/")) {
            return new Host(text, port(port));
        }
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw malformed("a host or port in it cannot be read; an IPv6 address needs brackets");
        }
        String name = host.group(1).replaceAll("[\\[\\]]", "");
        String own = Optional.ofNullable(host.group(2)).orElse(port);
        return new Host(name.isEmpty() ? "localhost" : name, port(own));
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, for a port out of range as well.
        }
        throw malformed("its port is not a number from 1 to 65535");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw malformed("a parameter in it has no value");
            }
            parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static Map<String, String> known(Map<String, String> parameters) {
        Map<String, String> known = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (name.equals("ssl")) {
                // libpq's rule for JDBC's word: require. The driver itself means verify-full, which is the stronger.
                known.put("sslmode", value.equals("true") ? "verify-full" : "prefer");
            } else {
                known.put(ConnectionParameter.libpqName(name), value);
            }
        });
        return known;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("a % in it does not begin a percent-encoded byte (write a literal % as %25)");
        }
    }

    private static java.util.function.Supplier<Optional<String>> orElse(Optional<String> value) {
        return () -> value;
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static PulseFailure malformed(String why) {
        return PulseFailure.usage(
                "the database URL is malformed: " + why, "write it as postgresql://user:password@host:5432/database");
    }
}
