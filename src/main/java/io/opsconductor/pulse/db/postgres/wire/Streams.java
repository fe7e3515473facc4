package io.opsconductor.pulse.db.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** The two streams of a socket: the login of the one says from when on the other is read as messages. */
final class Streams {
    /** Milliseconds; a network that loses what it carries sends it again sooner, and a server that is alive goes on. */
    private static final int PATIENCE = 60_000;

    private final LoginSettings settings;
    private final Socket socket;
    private ServerMessages in;
    private ClientMessages out;

    Streams(LoginSettings settings, Socket socket) {
        this.settings = settings;
        this.socket = socket;
    }

    /** @param stream the socket's own */
    synchronized InputStream in(InputStream stream) {
        if (in == null) {
            in = new ServerMessages(stream, socket, PATIENCE, settings == LoginSettings.PSQL);
        }
        return in;
    }

    /** @param stream the socket's own */
    synchronized OutputStream out(OutputStream stream) {
        if (out == null) {
            out = new ClientMessages(stream, settings, this::loggingIn);
        }
        return out;
    }

    private synchronized void loggingIn() throws IOException {
        // Which calls in() where no read has happened yet.
        socket.getInputStream();
        in.readAsMessages();
    }
}
