package io.opsconductor.pulse.db.attacks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands where a PostgreSQL server should be, asks whoever comes for the password in clear text, and remembers it; or offers
 * SCRAM, and remembers by which mechanism and with which word on channel binding the client begins.
 */
final class FalseServer implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Optional<SSLContext> tls;
    private final String[] mechanisms;
    private final BlockingQueue<String> passwords = new LinkedBlockingQueue<>();

    /**
     * @param tls its certificate; empty for a server without TLS
     * @param mechanisms of SASL that it offers; none to ask for the password itself
     */
    FalseServer(Optional<SSLContext> tls, String... mechanisms) throws IOException {
        this.tls = tls;
        this.mechanisms = mechanisms;
        Thread thread = new Thread(this::serve, "false server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Those that were told since it was asked last. */
    boolean wasToldAPassword() {
        boolean told = !passwords.isEmpty();
        passwords.clear();
        return told;
    }

    /** How a client began to log in by SCRAM since it was asked last, such as {@code SCRAM-SHA-256 y}; empty for none. */
    String began() {
        String first = passwords.poll();
        passwords.clear();
        return first == null ? "" : first;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(10_000);
                answer(client);
            } catch (IOException e) {
                // The client refused, or the test is over.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        Socket talk = client;
        DataInputStream in = new DataInputStream(talk.getInputStream());
        DataOutputStream out = new DataOutputStream(talk.getOutputStream());
        while (true) {
            int length = in.readInt();
            int code = in.readInt();
            in.readNBytes(length - 8);
            if (code == SSL_REQUEST && tls.isPresent()) {
                out.write('S');
                SSLSocket secure =
                        (SSLSocket) tls.get().getSocketFactory().createSocket(talk, talk.getInputStream(), true);
                secure.setUseClientMode(false);
                secure.startHandshake();
                in = new DataInputStream(secure.getInputStream());
                out = new DataOutputStream(secure.getOutputStream());
            } else if (code == SSL_REQUEST || code == GSS_REQUEST) {
                out.write('N');
            } else {
                break;
            }
        }
        byte[] offered = String.join(
                        "", Stream.of(mechanisms).map(name -> name + "\0").toList())
                .getBytes(StandardCharsets.US_ASCII);
        out.write('R');
        if (offered.length == 0) {
            out.writeInt(8);
            out.writeInt(3);
        } else {
            out.writeInt(9 + offered.length);
            out.writeInt(10);
            out.write(offered);
            out.write(0);
        }
        out.flush();
        if (in.readByte() == 'p') {
            String answer = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
            // The mechanism, a null byte, four of length, and then how it thinks of channel binding.
            passwords.add(offered.length == 0 ? answer : answer.replaceFirst("(?s)\0.{4}(.).*", " $1"));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
