package io.opsconductor.pulse.db.backup.remote;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import io.opsconductor.pulse.db.backup.file.SingleByte;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's content from a place on. Where the connection breaks, or ends too soon, it is made again from there; an object
 * that is another one by then is not read on, by its ETag.
 */
final class RangedInput extends InputStream {
    /** What has to come between two breaks for them not to be told together: a store may send a byte for each. */
    private static final long PROGRESS = 1 << 16;

    /** A connection that broke as often as it was tried. */
    static final class Broken extends IOException {
        private Broken(String message, IOException cause) {
            super(message, cause);
        }
    }

    private final S3Client client;
    private final StoreCalls calls;
    private final CopyTarget target;
    private final StoredObject object;
    private long position;
    private int breaks;
    private long lastBreak;
    /** Null before the first byte, and after a break. */
    private ResponseInputStream<GetObjectResponse> content;

    RangedInput(S3Client client, StoreCalls calls, CopyTarget target, StoredObject object, long offset) {
        this.client = client;
        this.calls = calls;
        this.target = target;
        this.object = object;
        position = offset;
        lastBreak = offset;
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < object.bytes()) {
            calls.requireTime();
            try {
                if (content == null) {
                    content = connect();
                }
                int read = content.read(buffer, offset, (int) Math.min(length, object.bytes() - position));
                if (read < 0) {
                    throw new EOFException("the connection ended " + (object.bytes() - position) + " bytes too soon");
                }
                position += read;
                return read;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                again(e);
            }
        }
        return -1;
    }

    private ResponseInputStream<GetObjectResponse> connect() {
        return calls.call(
                "read " + target.url() + object.key(),
                () -> client.getObject(request -> request.bucket(target.bucket())
                        .key(target.root() + object.key())
                        .ifMatch(object.etag())
                        .range("bytes=" + position + "-" + (object.bytes() - 1))));
    }

    private void again(IOException problem) throws IOException {
        if (content != null) {
            content.abort();
            content = null;
        }
        breaks = position - lastBreak < PROGRESS ? breaks + 1 : 1;
        lastBreak = position;
        if (breaks >= calls.attempts()) {
            throw new Broken(
                    target.url() + object.key() + " cannot be read on at byte " + position + ": "
                            + problem.getMessage(),
                    problem);
        }
        StoreCalls.pause(breaks);
    }

    /** What was not read is not waited for. */
    @Override
    public void close() {
        if (content != null) {
            content.abort();
            content = null;
        }
    }
}
