package io.opsconductor.pulse.db.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;

import javax.net.SocketFactory;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Plain sockets. Made by the driver, by its name. */
@RegisterForReflection
public final class LoginSocketFactory extends SocketFactory {
    private final LoginSettings settings;

    public LoginSocketFactory(Properties properties) {
        settings = LoginSettings.of(properties);
    }

    @Override
    public Socket createSocket() {
        return new PlainSocket(settings);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    private static final class PlainSocket extends Socket {
        private final Streams streams;

        PlainSocket(LoginSettings settings) {
            streams = settings.over(this);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return streams.in(super.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return streams.out(super.getOutputStream());
        }
    }
}
