package io.opsconductor.pulse.db.postgres;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The connection parameters that both libpq and the JDBC driver understand, by both names.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq's keywords</a>
 */
enum ConnectionParameter {
    SSLMODE("sslmode", "sslmode", "PGSSLMODE"),
    SSLROOTCERT("sslrootcert", "sslrootcert", "PGSSLROOTCERT"),
    SSLCERT("sslcert", "sslcert", "PGSSLCERT"),
    SSLKEY("sslkey", "sslkey", "PGSSLKEY"),
    SSLNEGOTIATION("sslnegotiation", "sslNegotiation", "PGSSLNEGOTIATION"),
    CHANNEL_BINDING("channel_binding", "channelBinding", "PGCHANNELBINDING"),
    GSSENCMODE("gssencmode", "gssEncMode", "PGGSSENCMODE"),
    CONNECT_TIMEOUT("connect_timeout", "connectTimeout", "PGCONNECT_TIMEOUT"),
    TARGET_SESSION_ATTRS("target_session_attrs", "targetServerType", "PGTARGETSESSIONATTRS"),
    LOAD_BALANCE_HOSTS("load_balance_hosts", "loadBalanceHosts", "PGLOADBALANCEHOSTS"),
    APPLICATION_NAME("application_name", "ApplicationName", "PGAPPNAME"),
    OPTIONS("options", "options", "PGOPTIONS"),
    KEEPALIVES("keepalives", "tcpKeepAlive", ""),
    CLIENT_ENCODING("client_encoding", "", "");

    /** By libpq's names: what chooses between several hosts. */
    static final Set<String> CHOOSING = Set.of(TARGET_SESSION_ATTRS.libpq, LOAD_BALANCE_HOSTS.libpq);

    private final String libpq;
    private final String jdbc;
    private final String variable;

    ConnectionParameter(String libpq, String jdbc, String variable) {
        this.libpq = libpq;
        this.jdbc = jdbc;
        this.variable = variable;
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

    static void toJdbc(Properties properties, String libpqName, String value) {
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
    static Map<String, String> variables() {
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
