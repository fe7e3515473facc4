package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import com.exceptionfactory.jagged.PayloadException;

/** The plain text of a file; what the library says of a broken one is of counters, and is said in other words. */
final class AgeInput extends InputStream {
    private final ReadableByteChannel decrypting;

    AgeInput(ReadableByteChannel decrypting) {
        this.decrypting = decrypting;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return decrypting.read(ByteBuffer.wrap(buffer, offset, length));
        } catch (PayloadException e) {
            throw new AgeFormatException(e);
        }
    }

    @Override
    public void close() throws IOException {
        decrypting.close();
    }
}
