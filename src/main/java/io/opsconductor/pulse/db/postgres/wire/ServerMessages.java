package io.opsconductor.pulse.db.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What comes from the server. Once it is read as messages, the report of a DateStyle begins with ISO whatever the session
 * has: the driver gives up a session that reports another. Nothing grows or shrinks, so that nothing has to be held back.
 */
final class ServerMessages extends InputStream {
    private static final int PARAMETER_STATUS = 'S';
    private static final int HEADER = 5;
    private static final byte[] NAME = "DateStyle\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STYLE = "ISO".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private volatile boolean messages;
    private int type;
    /** How much of the current message has come, its type and length included. */
    private int come;

    private int size;
    private boolean dateStyle;

    ServerMessages(InputStream in) {
        this.in = in;
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
        int read = in.read(bytes, from, length);
        if (messages) {
            int at = from;
            while (at < from + read) {
                at += take(bytes, at, from + read - at);
            }
        }
        return read;
    }

    /** Gives how many bytes it has looked at. */
    private int take(byte[] bytes, int at, int left) {
        if (come < HEADER) {
            header(bytes[at]);
            return 1;
        }
        if (type == PARAMETER_STATUS && dateStyle) {
            bytes[at] = reported(bytes[at], come - HEADER);
            come++;
            endOfMessage();
            return 1;
        }
        int rest = Math.min(left, size - come);
        come += rest;
        endOfMessage();
        return rest;
    }

    private void header(byte next) {
        if (come == 0) {
            type = next;
            size = 0;
            dateStyle = true;
        } else {
            size = size << 8 | next & 0xff;
        }
        come++;
        if (come == HEADER) {
            size++;
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
