package io.opsconductor.pulse.db.backup.script;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for line breaks, eight bytes at a time: a dump has gigabytes of rows, and pg_restore waits for whoever reads them. */
final class LineBreaks {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final int STRIDE = 4 * Long.BYTES;
    private static final long WANTED = ONES * '\n';

    private long count;

    /** How many lines the last {@link #rows} found. */
    long count() {
        return count;
    }

    /** Where the next one is; {@code to} when no line ends before. */
    static int next(byte[] buffer, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long found = about(buffer, at);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /**
     * Passes over whole lines, and counts them.
     *
     * @param from where a line begins
     * @return where the first line begins that has no end before {@code to}, or that begins with {@code \.} or with so
     *     much of it as there is
     */
    int rows(byte[] buffer, int from, int to) {
        count = 0;
        int begin = from;
        if (mayEndRows(buffer, from, to)) {
            return from;
        }
        int at = from;
        for (; at + STRIDE <= to; at += STRIDE) {
            if (!anyIn(buffer, at)) {
                continue;
            }
            for (int eight = at; eight < at + STRIDE; eight += Long.BYTES) {
                for (long found = exactly(buffer, eight); found != 0; found &= found - 1) {
                    begin = eight + Long.numberOfTrailingZeros(found) / Byte.SIZE + 1;
                    count++;
                    if (mayEndRows(buffer, begin, to)) {
                        return begin;
                    }
                }
            }
        }
        for (int end = next(buffer, at, to); end < to; end = next(buffer, begin, to)) {
            begin = end + 1;
            count++;
            if (mayEndRows(buffer, begin, to)) {
                return begin;
            }
        }
        return begin;
    }

    /** Whether one is in the next bytes, 32 of them; most lines are longer. */
    private static boolean anyIn(byte[] buffer, int at) {
        return (about(buffer, at)
                        | about(buffer, at + Long.BYTES)
                        | about(buffer, at + 2 * Long.BYTES)
                        | about(buffer, at + 3 * Long.BYTES))
                != 0;
    }

    /** Not zero when there is one; the lowest high bit is that of the first, higher ones may be wrong. */
    private static long about(byte[] buffer, int at) {
        long different = (long) EIGHT_BYTES.get(buffer, at) ^ WANTED;
        return (different - ONES) & ~different & HIGH_BITS;
    }

    /** The high bit of every byte that is one, and nothing else. */
    private static long exactly(byte[] buffer, int at) {
        long different = (long) EIGHT_BYTES.get(buffer, at) ^ WANTED;
        return ~((different & LOW_BITS) + LOW_BITS | different | LOW_BITS);
    }

    private static boolean mayEndRows(byte[] buffer, int at, int to) {
        return at < to && buffer[at] == '\\' && (at + 1 == to || buffer[at + 1] == '.');
    }
}
