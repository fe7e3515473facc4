package io.opsconductor.pulse.db.postgres.url;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The connection parameters that both libpq and the JDBC driver understand, by both names.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq's keywords</a>
 */
public enum ConnectionParameter {
    SSLMODE("sslmode", "sslmode", "PGSSLMODE", "disable|allow|prefer|require|verify-ca|verify-full"),
    SSLROOTCERT("sslrootcert", "sslrootcert", "PGSSLROOTCERT"),
    SSLCERT("sslcert", "sslcert", "PGSSLCERT"),
    SSLKEY("sslkey", "sslkey", "PGSSLKEY"),
    SSLNEGOTIATION("sslnegotiation", "sslNegotiation", "PGSSLNEGOTIATION", "postgres|direct"),
    CHANNEL_BINDING("channel_binding", "channelBinding", "PGCHANNELBINDING", "disable|prefer|require"),
    GSSENCMODE("gssencmode", "gssEncMode", "PGGSSENCMODE", "disable|prefer|require"),
    CONNECT_TIMEOUT("connect_timeout", "connectTimeout", "PGCONNECT_TIMEOUT", "-?\\d{1,6}"),
    TARGET_SESSION_ATTRS(
            "target_session_attrs",
            "targetServerType",
            "PGTARGETSESSIONATTRS",
            "any|read-write|read-only|primary|standby|prefer-standby"),
    LOAD_BALANCE_HOSTS("load_balance_hosts", "loadBalanceHosts", "PGLOADBALANCEHOSTS", "disable|random"),
    APPLICATION_NAME("application_name", "ApplicationName", "PGAPPNAME"),
    OPTIONS("options", "options", "PGOPTIONS"),
    KEEPALIVES("keepalives", "tcpKeepAlive", "", "\\d{1,6}"),
    CLIENT_ENCODING("client_encoding", "", "");

    /** By libpq's names: what chooses between several hosts. */
    static final Set<String> CHOOSING = Set.of(TARGET_SESSION_ATTRS.libpq, LOAD_BALANCE_HOSTS.libpq);

    private final String libpq;
    private final String jdbc;
    private final String variable;
    private final Pattern values;

    ConnectionParameter(String libpq, String jdbc, String variable) {
        this(libpq, jdbc, variable, ".*");
    }

    /** @param values a regular expression for those that libpq knows */
    ConnectionParameter(String libpq, String jdbc, String variable, String values) {
        this.libpq = libpq;
        this.jdbc = jdbc;
        this.variable = variable;
        this.values = Pattern.compile(values, Pattern.DOTALL);
    }

    /** The libpq name for a name that is either libpq's or the JDBC driver's. */
    static String libpqName(String name) {
        return Arrays.stream(values())
                .filter(parameter -> name.equals(parameter.libpq) || name.equals(parameter.jdbc))
                .findFirst()
                .map(parameter -> parameter.libpq)
                .orElseThrow(() -> PulseFailure.usage(
                        "the database URL has a parameter that is not known here: " + name,
                        "leave it out; known are "
                                + Arrays.stream(values())
                                        .map(parameter -> parameter.libpq)
                                        .collect(Collectors.joining(", "))));
    }

    /**
     * Each value as libpq knows it, and what {@link TlsRules} make of them together.
     *
     * @throws PulseFailure (usage) when a value is not a known one: a misspelt mode must not pass for the weakest
     */
    static Map<String, String> checked(Map<String, String> parameters) {
        Map<String, String> checked = new LinkedHashMap<>();
        parameters.forEach(
                (name, value) -> checked.put(name, of(name).orElseThrow().checked(value)));
        return TlsRules.applied(checked);
    }

    private String checked(String value) {
        String known = libpqValue(value);
        if (!values.matcher(known).matches()) {
            throw PulseFailure.usage(
                    "the database URL has an unknown value of " + libpq,
                    this == CONNECT_TIMEOUT || this == KEEPALIVES
                            ? "give a whole number"
                            : "known are " + values.pattern().replace("|", ", "));
        }
        return known;
    }

    /** The driver's own words for some values, in libpq's. */
    private String libpqValue(String value) {
        return switch (this) {
            case TARGET_SESSION_ATTRS ->
                switch (value) {
                    case "master", "preferPrimary" -> "primary";
                    case "secondary", "slave" -> "standby";
                    case "preferSecondary", "preferSlave" -> "prefer-standby";
                    default -> value;
                };
            case GSSENCMODE -> value.equals("allow") ? "prefer" : value;
            case LOAD_BALANCE_HOSTS, KEEPALIVES ->
                switch (value) {
                    case "true" -> this == KEEPALIVES ? "1" : "random";
                    case "false" -> this == KEEPALIVES ? "0" : "disable";
                    default -> value;
                };
            default -> value;
        };
    }

    static Properties toJdbc(Map<String, String> parameters) {
        TlsRules.requireKey(parameters);
        Properties properties = new Properties();
        parameters.forEach((name, value) -> toJdbc(properties, name, value));
        boolean defaultFile = Files.exists(LibpqProtection.home().resolve("root.crt"));
        if (parameters.containsKey(SSLMODE.libpq)) {
            String mode = TlsRules.forDriver(parameters, defaultFile);
            LibpqProtection.refuseRevocations(mode);
            properties.setProperty(SSLMODE.jdbc, mode);
        }
        return properties;
    }

    private static void toJdbc(Properties properties, String libpqName, String value) {
        ConnectionParameter parameter = of(libpqName).orElseThrow();
        if (!parameter.jdbc.isEmpty()) {
            properties.setProperty(parameter.jdbc, parameter.jdbcValue(value));
        }
        if (parameter == SSLROOTCERT && value.equals("system")) {
            // libpq's word for the operating system's trust store; the driver's is the JDK's.
            properties.remove("sslrootcert");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    static void toEnvironment(Map<String, String> environment, String libpqName, String value) {
        ConnectionParameter parameter = of(libpqName).orElseThrow();
        if (!parameter.variable.isEmpty()) {
            environment.put(parameter.variable, value);
        }
    }

    /** The environment variable of each parameter that has one. */
    public static Map<String, String> variables() {
        return Arrays.stream(values())
                .filter(parameter -> !parameter.variable.isEmpty())
                .collect(Collectors.toMap(parameter -> parameter.libpq, parameter -> parameter.variable));
    }

    private static Optional<ConnectionParameter> of(String libpqName) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.libpq.equals(libpqName))
                .findFirst();
    }

    private String jdbcValue(String value) {
        return switch (this) {
            case TARGET_SESSION_ATTRS ->
                switch (value) {
                    case "read-write", "primary" -> "primary";
                    case "read-only", "standby" -> "secondary";
                    case "prefer-standby" -> "preferSecondary";
                    default -> "any";
                };
            case LOAD_BALANCE_HOSTS -> Boolean.toString(value.equals("random"));
            case KEEPALIVES -> Boolean.toString(!value.equals("0"));
            default -> value;
        };
    }
}
