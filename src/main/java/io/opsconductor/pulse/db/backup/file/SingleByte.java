package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.io.InputStream;

/** A single byte of a stream that has a way of its own to read many. */
public final class SingleByte {
    private SingleByte() {}

    /**
     * @param in reads into arrays without asking for single bytes
     * @return from 0 to 255; -1 at the end
     */
    public static int of(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
