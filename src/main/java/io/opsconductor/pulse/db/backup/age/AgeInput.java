package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import com.exceptionfactory.jagged.PayloadException;
import io.opsconductor.pulse.db.backup.file.SingleByte;

/** The plain text of a file; what the library says of a broken one is of counters, and is said in other words. */
final class AgeInput extends InputStream {
    private final ReadableByteChannel decrypting;

    AgeInput(ReadableByteChannel decrypting) {
        this.decrypting = decrypting;
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
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
