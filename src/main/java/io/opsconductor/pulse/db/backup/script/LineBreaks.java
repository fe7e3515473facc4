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
    private static final long BREAKS = ONES * '\n';

    private LineBreaks() {}

    /** Where the next one is; {@code to} when there is none before. */
    static int next(byte[] buffer, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            // A byte is zero where the line break was; the lowest high bit that this leaves is that of the first one.
            long different = (long) EIGHT_BYTES.get(buffer, at) ^ BREAKS;
            long found = (different - ONES) & ~different & HIGH_BITS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }
}
