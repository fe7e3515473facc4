package io.opsconductor.pulse.db.postgres.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;

import javax.net.ssl.SSLSocket;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/** Encrypted sockets by libpq's rules, the driver's own. Made by the driver, by its name. */
@RegisterForReflection
public final class LoginTlsFactory extends LibPQFactory {
    private final LoginSettings settings;

    public LoginTlsFactory(Properties properties) throws PSQLException {
        super(properties);
        settings = LoginSettings.of(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return new TlsSocket((SSLSocket) super.createSocket(socket, host, port, autoClose), settings);
    }
}
