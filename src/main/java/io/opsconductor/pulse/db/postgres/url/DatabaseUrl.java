package io.opsconductor.pulse.db.postgres.url;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Where a database is and how to log in, in the terms of libpq. One value serves the JDBC driver and PostgreSQL's own
 * programs, so that both reach the same server by the same rules.
 *
 * @param hosts at least one; tried in this order
 * @param database never empty
 * @param user empty: the name of the operating system's user, as libpq does
 * @param password empty: a passfile or a trusted connection
 * @param parameters connection parameters by libpq's name, such as {@code sslmode}
 */
public record DatabaseUrl(
        List<Host> hosts,
        String database,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> parameters,
        UrlSource source) {
    /**
     * @param name a host name, an IP address without brackets, or the absolute path of a socket's directory
     */
    public record Host(String name, int port) {
        boolean isSocket() {
            return name.startsWith("/");
        }

        boolean isLocal() {
            return isSocket() || name.equals("localhost") || name.equals("::1") || name.matches("127(\\.\\d{1,3}){3}");
        }

        private String inUrl() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    public DatabaseUrl {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(ConnectionParameter.checked(parameters));
    }

    /** True when every host is this machine: what is said there crosses no network. */
    public boolean isLocal() {
        return hosts.stream().allMatch(Host::isLocal);
    }

    /** True when a session without TLS is refused. */
    public boolean demandsEncryption() {
        return TlsRules.demanded(parameters);
    }

    public DatabaseUrl(
            List<Host> hosts,
            String database,
            Optional<String> user,
            Optional<String> password,
            Map<String, String> parameters) {
        this(hosts, database, user, password, parameters, UrlSource.DATABASE_URL);
    }

    /** Accepts {@code postgresql://…}, {@code postgres://…} and {@code jdbc:postgresql://…}. */
    public static DatabaseUrl parse(String text) {
        return parse(text, name -> Optional.empty());
    }

    /** @param variables libpq's, such as {@code PGHOST}: as in libpq, host, port and database that the URL leaves out */
    public static DatabaseUrl parse(String text, Function<String, Optional<String>> variables) {
        return DatabaseUrlParser.parse(text, variables);
    }

    /** What may be shown: user, hosts and database, never the password or a parameter. */
    public String redacted() {
        return "postgresql://" + user.map(name -> name + "@").orElse("")
                + hosts.stream().map(Host::inUrl).collect(Collectors.joining(",")) + "/" + database;
    }

    public String role() {
        return user.orElseGet(() -> System.getProperty("user.name"));
    }

    /** The same server and login, another database. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(hosts, other, user, password, parameters, source);
    }

    /** The same, taken from elsewhere than {@code DATABASE_URL}. */
    public DatabaseUrl from(UrlSource otherSource) {
        return new DatabaseUrl(hosts, database, user, password, parameters, otherSource);
    }

    /** The same database as another role, without the settings that sessions of this one begin with. */
    public DatabaseUrl as(String otherUser, String otherPassword) {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.remove("options");
        return new DatabaseUrl(hosts, database, Optional.of(otherUser), Optional.of(otherPassword), others);
    }

    /** One host of several, and no choice between them any more. */
    public DatabaseUrl at(Host host) {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.keySet().removeAll(ConnectionParameter.CHOOSING);
        return new DatabaseUrl(List.of(host), database, user, password, others, source);
    }

    /** Fills in what this URL leaves out. */
    public DatabaseUrl withDefaults(
            Optional<String> defaultUser, Optional<String> defaultPassword, Map<String, String> defaults) {
        Map<String, String> merged = new LinkedHashMap<>(defaults);
        merged.putAll(parameters);
        return new DatabaseUrl(
                hosts, database, user.or(() -> defaultUser), password.or(() -> defaultPassword), merged, source);
    }

    @Override
    public String toString() {
        return redacted();
    }

    public String jdbcUrl() {
        if (hosts.stream().anyMatch(Host::isSocket)) {
            throw PulseFailure.usage(
                    "the JDBC driver cannot use the Unix socket in "
                            + hosts.get(0).name(),
                    "give a host name or an IP address, such as localhost");
        }
        return "jdbc:postgresql://" + hosts.stream().map(Host::inUrl).collect(Collectors.joining(",")) + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Properties jdbcProperties() {
        Properties properties = ConnectionParameter.toJdbc(parameters);
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        return properties;
    }

    /** For a program's option: an equals sign in a mere name would make a login to wherever the name says. */
    public String databaseOption() {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * The environment by which PostgreSQL's programs (pg_dump, pg_restore, psql) log in; secrets travel here and in no
     * argument list.
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGHOST", hosts.stream().map(Host::name).collect(Collectors.joining(",")));
        environment.put(
                "PGPORT",
                hosts.stream().map(host -> Integer.toString(host.port())).collect(Collectors.joining(",")));
        environment.put("PGDATABASE", database);
        user.ifPresent(name -> environment.put("PGUSER", name));
        password.ifPresent(secret -> environment.put("PGPASSWORD", secret));
        parameters.forEach((name, value) -> ConnectionParameter.toEnvironment(environment, name, value));
        return environment;
    }
}
