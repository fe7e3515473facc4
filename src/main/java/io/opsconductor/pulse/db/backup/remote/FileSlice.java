package io.opsconductor.pulse.db.backup.remote;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.file.RegularFile;
import io.opsconductor.pulse.db.backup.file.SingleByte;
import software.amazon.awssdk.core.sync.RequestBody;

/** A part of a file, which can be read again from its beginning, as an attempt that failed needs it. */
final class FileSlice {
    private final Path file;
    private final long begin;
    private final long bytes;

    FileSlice(Path file, long begin, long bytes) {
        this.file = file;
        this.begin = begin;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    RequestBody body() {
        return RequestBody.fromContentProvider(this::open, bytes, "application/octet-stream");
    }

    private InputStream open() {
        try {
            return new Input(RegularFile.open(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Input extends InputStream {
        private final FileChannel channel;
        private long read;

        Input(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            return SingleByte.of(this);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, bytes - read);
            if (wanted == 0) {
                return bytes == read ? -1 : 0;
            }
            int found = channel.read(ByteBuffer.wrap(buffer, offset, wanted), begin + read);
            if (found < 0) {
                throw new EOFException(file + " became shorter while it was sent");
            }
            read += found;
            return found;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
