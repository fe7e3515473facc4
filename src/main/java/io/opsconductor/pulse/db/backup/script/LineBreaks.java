package io.opsconductor.pulse.db.backup.script;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for line breaks eight bytes at a time: a dump has gigabytes of rows, and pg_restore waits for whoever reads them. */
final class LineBreaks {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private LineBreaks() {}

    /** Where the next one is; {@code to} when there is none before. */
    static int next(byte[] buffer, int from, int to) {
        return next(buffer, '\n', from, to);
    }

    private static int next(byte[] buffer, char wanted, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            // A byte is zero where the wanted one was; the lowest high bit that this leaves is that of the first one.
            long different = (long) EIGHT_BYTES.get(buffer, at) ^ ONES * wanted;
            long found = (different - ONES) & ~different & HIGH_BITS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < to && buffer[at] != wanted) {
            at++;
        }
        return at;
    }

    /** How many there are. */
    static long count(byte[] buffer, int from, int to) {
        long count = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long different = (long) EIGHT_BYTES.get(buffer, at) ^ ONES * '\n';
            // Leaves the high bit of every byte that is zero, and nothing else.
            count += Long.bitCount(~((different & LOW_BITS) + LOW_BITS | different | LOW_BITS));
        }
        for (; at < to; at++) {
            count += buffer[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Behind the last one; {@code from} when no line ends there. */
    static int behindLast(byte[] buffer, int from, int to) {
        int at = to;
        while (at > from && buffer[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /**
     * Where the first line begins with {@code \.}, or with so much of it as there is; {@code to} when none does.
     *
     * @param from where a line begins
     */
    static int endOfRows(byte[] buffer, int from, int to) {
        int at = next(buffer, '\\', from, to);
        while (at < to) {
            boolean begins = at == from || buffer[at - 1] == '\n';
            if (begins && (at + 1 == to || buffer[at + 1] == '.')) {
                return at;
            }
            at = next(buffer, '\\', at + 1, to);
        }
        return to;
    }
}
