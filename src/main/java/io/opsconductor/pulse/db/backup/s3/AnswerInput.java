package io.opsconductor.pulse.db.backup.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import io.opsconductor.pulse.db.backup.file.SingleByte;

/** The body of a store's answer, which has to come at some speed, and to end where it is no object's content. */
public final class AnswerInput extends FilterInputStream {
    /** A list of a thousand keys, each as long as can be and written as entities. */
    private static final long MOST_BYTES = 8 << 20;
    /** A list has some twenty for each of a thousand keys; each one more becomes objects in memory. */
    private static final int MOST_ELEMENTS = 100_000;
    /** A list has four within each other, and the AWS SDK reads one within another by calling itself. */
    private static final int DEEPEST = 100;

    private final long allowed;
    private final double allowedPerByte;
    private final boolean bounded;
    /** Nanoseconds spent waiting for bytes; what is done with them between takes as long as it takes. */
    private long waited;

    private long bytes;
    private int elements;
    private int depth;
    private int last;

    private AnswerInput(InputStream in, Duration allowed, double slowest, boolean bounded) {
        super(in);
        this.allowed = allowed.toNanos();
        this.allowedPerByte = 1e9 / slowest;
        this.bounded = bounded;
    }

    /** @param within for all of it */
    static AnswerInput of(InputStream in, Duration within) {
        return new AnswerInput(in, within, Double.POSITIVE_INFINITY, true);
    }

    /** @param pause for which nothing need come */
    static AnswerInput ofObject(InputStream in, Duration pause) {
        return new AnswerInput(in, pause, TimedHttpClient.SLOWEST, false);
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long before = System.nanoTime();
        int read = in.read(buffer, offset, length);
        waited += System.nanoTime() - before;
        bytes += Math.max(0, read);
        if (read >= 0 && waited > allowed + bytes * allowedPerByte) {
            throw TimedHttpClient.timeout(null);
        }
        for (int i = offset; bounded && i < offset + read; i++) {
            count(buffer[i]);
        }
        if (bounded && (bytes > MOST_BYTES || elements > MOST_ELEMENTS || depth > DEEPEST)) {
            throw new TooLarge();
        }
        return read;
    }

    /** Without comments and the like, which no store sends. */
    private void count(byte next) {
        if (last == '<' && next == '/' || last == '/' && next == '>') {
            depth--;
        } else if (last == '<' && next != '?' && next != '!') {
            elements++;
            depth++;
        }
        last = next;
    }

    /** An answer that no store gives. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("its answer is larger than any that S3 has");
        }
    }
}
