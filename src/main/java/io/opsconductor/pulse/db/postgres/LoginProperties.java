package io.opsconductor.pulse.db.postgres;

import java.time.Duration;
import java.util.Properties;

import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.wire.LoginSettings;

/** What the driver is told for a login: what the URL says, and our defaults where it is silent. */
final class LoginProperties {
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    /** Seconds until a host that does not answer is given up. */
    private static final String DEFAULT_CONNECT_TIMEOUT = "10";

    /** Seconds that the driver waits for any answer; 0 waits forever. */
    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private LoginProperties() {}

    /** @param purpose seen by others as the application_name {@code pulse-db <purpose>} */
    static Properties of(DatabaseUrl url, String purpose) {
        Properties properties = url.jdbcProperties();
        if (url.password().isEmpty() && Passfile.ignored().isPresent()) {
            // An empty password keeps the driver from reading what libpq ignores.
            properties.setProperty("password", "");
        }
        properties.setProperty("authenticationPluginClassName", MissingPassword.Supply.class.getName());
        properties.putIfAbsent(CONNECT_TIMEOUT, DEFAULT_CONNECT_TIMEOUT);
        // For one that takes the connection and then keeps silent: all hosts together, and time to log in.
        String connect = properties.getProperty(CONNECT_TIMEOUT);
        if (connect.matches("[1-9]\\d{0,5}")) {
            int seconds = Integer.parseInt(connect) * url.hosts().size() + 5;
            properties.putIfAbsent("loginTimeout", Integer.toString(seconds));
        }
        properties.putIfAbsent("ApplicationName", "pulse-db " + purpose);
        properties.putIfAbsent("tcpKeepAlive", "true");
        // A pooler in transaction mode gives every transaction another backend: no statement may stay prepared on one.
        properties.putIfAbsent("prepareThreshold", "0");
        LoginSettings.OURS.applyTo(properties);
        return properties;
    }

    /** What psql would have, one message a statement. */
    static Properties forScripts(DatabaseUrl url, String purpose) {
        Properties properties = of(url, purpose);
        LoginSettings.PSQL.applyTo(properties);
        properties.setProperty("preferQueryMode", "simple");
        return properties;
    }

    /** For a question that is soon answered: a server that takes the connection and then says nothing is given up as well. */
    static Properties brief(DatabaseUrl url, String purpose) {
        Properties properties = of(url, purpose);
        properties.putIfAbsent(SOCKET_TIMEOUT, properties.getProperty(CONNECT_TIMEOUT));
        return properties;
    }

    /**
     * For a pooler's console, which knows no statement but its own, each in one message. The driver begins every session but
     * one for replication with a SET, and sends this property only to servers that it was told are new enough.
     */
    static Properties console(DatabaseUrl url, String purpose) {
        Properties properties = brief(url, purpose);
        properties.remove("options");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("replication", "false");
        return properties;
    }

    /** @param silence how long the server may take for any answer; whole seconds, at least one */
    static Properties toLook(DatabaseUrl url, String purpose, Duration silence) {
        Properties properties = of(url, purpose);
        properties.setProperty(SOCKET_TIMEOUT, Long.toString(Math.max(1, silence.toSeconds())));
        return properties;
    }
}
