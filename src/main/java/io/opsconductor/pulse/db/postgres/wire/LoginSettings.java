package io.opsconductor.pulse.db.postgres.wire;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/**
 * Which settings a login carries. The driver sends the JVM's time zone, which the server may not even know (TZ=PST), and a
 * DateStyle of its own, both over what {@code ALTER DATABASE}, {@code ALTER ROLE} and the server's configuration say.
 */
public enum LoginSettings {
    /** For our own statements: UTC, wherever the program runs. */
    OURS,
    /** For files: what psql would have; the driver is told that dates come in ISO style all the same. */
    PSQL;

    private static final String PROPERTY = "socketFactoryArg";
    private static final String SSL_FACTORY = "sslfactory";
    private static final int HEADER = 8;

    /** Has the driver open its connections through this room. */
    public void applyTo(Properties properties) {
        properties.setProperty("socketFactory", LoginSocketFactory.class.getName());
        properties.setProperty(PROPERTY, name().toLowerCase(Locale.ROOT));
        boolean system = properties.containsKey(SSL_FACTORY)
                && !properties.getProperty(SSL_FACTORY).equals(LoginTlsFactory.class.getName());
        properties.setProperty(SSL_FACTORY, (system ? LoginSystemTlsFactory.class : LoginTlsFactory.class).getName());
    }

    static LoginSettings of(Properties properties) {
        return valueOf(properties.getProperty(PROPERTY).toUpperCase(Locale.ROOT));
    }

    /** Both directions of one socket. */
    Streams over(Socket socket) {
        return new Streams(this, socket);
    }

    /** @param message the whole startup message, its length first; pairs of texts that end with a zero, and one more zero */
    byte[] startup(byte[] message) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int at = HEADER;
        while (at < message.length && message[at] != 0) {
            int name = end(message, at);
            int value = end(message, name + 1);
            keep(kept, message, at, name, value);
            at = value + 1;
        }
        kept.write(0);
        return ByteBuffer.allocate(HEADER + kept.size())
                .putInt(HEADER + kept.size())
                .put(message, Integer.BYTES, Integer.BYTES)
                .put(kept.toByteArray())
                .array();
    }

    private void keep(ByteArrayOutputStream kept, byte[] message, int from, int nameEnd, int valueEnd) {
        String name = new String(message, from, nameEnd - from, StandardCharsets.US_ASCII);
        boolean zone = name.equals("TimeZone");
        if (this == PSQL && (zone || name.equals("DateStyle"))) {
            return;
        }
        kept.write(message, from, nameEnd + 1 - from);
        if (zone) {
            kept.writeBytes("UTC\0".getBytes(StandardCharsets.US_ASCII));
        } else {
            kept.write(message, nameEnd + 1, valueEnd - nameEnd);
        }
    }

    private static int end(byte[] message, int from) {
        int at = from;
        while (message[at] != 0) {
            at++;
        }
        return at;
    }
}
