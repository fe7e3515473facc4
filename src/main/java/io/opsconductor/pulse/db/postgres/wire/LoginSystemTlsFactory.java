package io.opsconductor.pulse.db.postgres.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;

import javax.net.ssl.SSLSocket;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Encrypted sockets with the certificates that the system trusts. Made by the driver, by its name. */
@RegisterForReflection
public final class LoginSystemTlsFactory extends DefaultJavaSSLFactory {
    private final LoginSettings settings;

    public LoginSystemTlsFactory(Properties properties) {
        super(properties);
        settings = LoginSettings.of(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return new TlsSocket((SSLSocket) super.createSocket(socket, host, port, autoClose), settings);
    }
}
