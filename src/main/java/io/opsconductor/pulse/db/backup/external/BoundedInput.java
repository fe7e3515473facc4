package io.opsconductor.pulse.db.backup.external;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import io.opsconductor.pulse.db.backup.file.SingleByte;

/** What a file unpacks to, up to a limit: a few megabytes can be made to unpack to terabytes. */
final class BoundedInput extends FilterInputStream {
    /** Dumps were seen to shrink to a hundredth. */
    private static final long MOST_TIMES = 500;

    private static final long LEAST_LIMIT = 1L << 30;

    private final long most;
    private long left;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    /** @param packed bytes of the file */
    static long most(long packed) {
        return Math.max(LEAST_LIMIT, packed > Long.MAX_VALUE / MOST_TIMES ? Long.MAX_VALUE : packed * MOST_TIMES);
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        left -= Math.max(0, n);
        if (left < 0) {
            throw new TooLarge(most);
        }
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The limit was passed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
        private final long most;

        TooLarge(long most) {
            super("larger than " + most + " bytes");
            this.most = most;
        }

        long most() {
            return most;
        }
    }
}
