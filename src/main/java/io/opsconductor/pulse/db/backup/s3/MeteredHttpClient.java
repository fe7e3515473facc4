package io.opsconductor.pulse.db.backup.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import io.opsconductor.pulse.db.backup.file.SingleByte;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Counts the bytes that are sent, holds them to a bandwidth, and ends sending when the thread is interrupted, which the JDK's
 * own client takes no notice of.
 */
final class MeteredHttpClient implements SdkHttpClient {
    static final int STEP = 64 * 1024;

    private final SdkHttpClient client;
    private final OptionalLong bandwidth;
    private final LongConsumer sent;
    /** When what was let through so far will have been sent, by {@link System#nanoTime()}. */
    private long busyUntil = System.nanoTime();

    MeteredHttpClient(SdkHttpClient client, OptionalLong bandwidth, LongConsumer sent) {
        this.client = client;
        this.bandwidth = bandwidth;
        this.sent = sent;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        HttpExecuteRequest.Builder metered = HttpExecuteRequest.builder().request(request.httpRequest());
        request.metricCollector().ifPresent(metered::metricCollector);
        request.contentStreamProvider()
                .ifPresent(content -> metered.contentStreamProvider(
                        ContentStreamProvider.fromInputStreamSupplier(() -> new Metered(content.newStream()))));
        return client.prepareRequest(metered.build());
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Metered extends FilterInputStream {
        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return SingleByte.of(this);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, Math.min(length, STEP));
            if (read > 0) {
                pass(read);
                sent.accept(read);
            }
            return read;
        }
    }

    private void pass(int bytes) throws InterruptedIOException {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (bandwidth.isPresent()) {
                long pause = reserve(Math.round(1e9 * bytes / bandwidth.getAsLong())) / 1_000_000;
                if (pause > 0) {
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }

    /** @return nanoseconds to wait */
    private synchronized long reserve(long nanos) {
        long now = System.nanoTime();
        busyUntil = (busyUntil - now > 0 ? busyUntil : now) + nanos;
        return busyUntil - now;
    }
}
