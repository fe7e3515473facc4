package io.opsconductor.pulse.db.postgres.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What goes to the server. Everything behind the startup message, and everything that is encrypted, passes untouched. */
final class ClientMessages extends OutputStream {
    /** PostgreSQL's own limit for a startup message. */
    private static final int LONGEST_STARTUP = 10_000;

    private static final int LENGTH_AND_CODE = 8;
    private static final int CANCEL = 80877102;
    private static final int TLS_OR_GSS_LAST = 80877104;

    private final OutputStream out;
    private final LoginSettings settings;
    private final LogIn logIn;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean passing;

    @FunctionalInterface
    interface LogIn {
        void begins() throws IOException;
    }

    ClientMessages(OutputStream out, LoginSettings settings, LogIn logIn) {
        this.out = out;
        this.settings = settings;
        this.logIn = logIn;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (passing) {
            out.write(bytes, from, length);
            return;
        }
        begun.write(bytes, from, length);
        while (!passing && begun.size() >= LENGTH_AND_CODE) {
            ByteBuffer head = ByteBuffer.wrap(begun.toByteArray());
            int size = head.getInt();
            int code = head.getInt();
            boolean request = code >= CANCEL && code <= TLS_OR_GSS_LAST;
            if (size < LENGTH_AND_CODE || size > LONGEST_STARTUP || !request && code >>> 16 != 3) {
                passing = true;
                size = begun.size();
            } else if (begun.size() < size) {
                return;
            }
            send(size, !passing && !request);
        }
    }

    private void send(int size, boolean startup) throws IOException {
        byte[] all = begun.toByteArray();
        byte[] first = Arrays.copyOf(all, size);
        begun.reset();
        begun.write(all, size, all.length - size);
        if (startup) {
            passing = true;
            logIn.begins();
            out.write(settings.startup(first));
            out.write(all, size, all.length - size);
        } else {
            out.write(first);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
