package io.opsconductor.pulse.db.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * What comes from the server, read as messages from the login on. A statement may take as long as it takes, but a message
 * that has begun goes on: a server that stops within one is given up, whoever reads. Where it is asked for, the report of a
 * DateStyle begins with ISO whatever the session has: the driver gives up a session that reports another. Nothing grows or
 * shrinks, so that nothing has to be held back. Before a session is there its server has proved nothing, and the driver would
 * read a message of two gigabytes whole: a large one is given up.
 */
final class ServerMessages extends InputStream {
    private static final int PARAMETER_STATUS = 'S';
    private static final int READY = 'Z';
    private static final int HEADER = 5;
    /** Bytes; libpq takes 30,000 for the longest error that a login may end with. */
    private static final int MOST_AT_LOGIN = 1 << 20;
    /** What a server may begin with; any other first letter is another program's, which the driver says. */
    private static final String FIRST = "ENR";

    private static final byte[] NAME = "DateStyle\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STYLE = "ISO".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final Socket socket;
    private final int patience;
    private final boolean iso;
    private volatile boolean messages;
    private int type;
    /** How much of the current message has come, its type and length included. */
    private long come;

    private long size;
    private boolean dateStyle;
    private boolean answered;
    private boolean ready;

    /**
     * @param in the socket's own
     * @param patience milliseconds that a message may stand still
     * @param iso whether dates are reported as ISO
     */
    ServerMessages(InputStream in, Socket socket, int patience, boolean iso) {
        this.in = in;
        this.socket = socket;
        this.patience = patience;
        this.iso = iso;
    }

    /** From the next byte on. */
    void readAsMessages() {
        messages = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = come == 0 ? in.read(bytes, from, length) : rest(bytes, from, length);
        if (messages) {
            int at = from;
            while (at < from + read) {
                at += take(bytes, at, from + read - at);
            }
        }
        return read;
    }

    /** Of a message that has begun. The driver takes a timeout that it did not ask for as a reason to read on. */
    private int rest(byte[] bytes, int from, int length) throws IOException {
        int asked = socket.getSoTimeout();
        if (asked > 0 && asked <= patience) {
            return in.read(bytes, from, length);
        }
        socket.setSoTimeout(patience);
        try {
            return in.read(bytes, from, length);
        } catch (SocketTimeoutException e) {
            throw new IOException("the server stopped in the middle of an answer", e);
        } finally {
            socket.setSoTimeout(asked);
        }
    }

    /** Gives how many bytes it has looked at. */
    private int take(byte[] bytes, int at, int left) throws IOException {
        if (come < HEADER) {
            header(bytes[at]);
            return 1;
        }
        if (type == PARAMETER_STATUS && dateStyle) {
            bytes[at] = reported(bytes[at], (int) come - HEADER);
            come++;
            endOfMessage();
            return 1;
        }
        int rest = (int) Math.min(left, size - come);
        come += rest;
        endOfMessage();
        return rest;
    }

    private void header(byte next) throws IOException {
        if (come == 0) {
            type = next;
            size = 0;
            dateStyle = iso;
        } else {
            size = size << 8 | next & 0xff;
        }
        come++;
        if (come == HEADER) {
            size++;
            if (!ready && size > MOST_AT_LOGIN && (answered || FIRST.indexOf(type) >= 0)) {
                throw new IOException("the server answers a login with a message of " + size + " bytes");
            }
            answered = true;
            ready |= type == READY;
            endOfMessage();
        }
    }

    private byte reported(byte next, int place) {
        if (place < NAME.length) {
            dateStyle = next == NAME[place];
            return next;
        }
        int letter = place - NAME.length;
        return letter < STYLE.length && next != 0 ? STYLE[letter] : next;
    }

    private void endOfMessage() {
        if (come >= HEADER && come >= size) {
            come = 0;
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
