package io.opsconductor.pulse.db.backup.s3;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Gives a store a time for each request as a whole, and its answers a size. A socket's own time begins anew with each byte,
 * and a store that takes a body slowly has none at all.
 */
public final class TimedHttpClient implements SdkHttpClient {
    /** Bytes a second: slower than any link by which a backup could be brought back. */
    static final long SLOWEST = 4096;
    /** Times as long as other answers. */
    private static final int COMPLETED_WITHIN = 15;

    private final SdkHttpClient client;
    private final Duration answerWithin;
    private final double slowestSending;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "store-clock");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param answerWithin for a whole answer that is no object; to bodies time is added by their size
     * @param slowestSending bytes a second below which a store that takes a body is given up
     */
    public TimedHttpClient(SdkHttpClient client, Duration answerWithin, double slowestSending) {
        this.client = client;
        this.answerWithin = answerWithin;
        this.slowestSending = slowestSending;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest executable = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return timed(request.httpRequest(), executable);
            }

            @Override
            public void abort() {
                executable.abort();
            }
        };
    }

    private HttpExecuteResponse timed(SdkHttpRequest request, ExecutableHttpRequest executable) throws IOException {
        long began = System.nanoTime();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = clock.schedule(
                () -> {
                    late.set(true);
                    executable.abort();
                },
                allowed(request).toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            HttpExecuteResponse answer = executable.call();
            if (late.get()) {
                // Heads that were cut off by the end of the connection are read as if that were all of them.
                answer.responseBody().ifPresent(AbortableInputStream::abort);
                throw timeout(new IOException("the answer came to its end when its connection was closed"));
            }
            return answer.responseBody().isEmpty() ? answer : bounded(request, answer, began);
        } catch (IOException | RuntimeException e) {
            // What a connection says that was closed under it differs.
            if (late.get()) {
                throw timeout(e);
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    private Duration allowed(SdkHttpRequest request) {
        long bytes = request.firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .orElse(0L);
        return answerWithin(request).plusMillis(Math.round(1000 * bytes / slowestSending));
    }

    /** While S3 puts parts together it sends blanks, for minutes. */
    private Duration answerWithin(SdkHttpRequest request) {
        boolean completes = request.method() == SdkHttpMethod.POST
                && request.rawQueryParameters().containsKey("uploadId");
        return completes ? answerWithin.multipliedBy(COMPLETED_WITHIN) : answerWithin;
    }

    private HttpExecuteResponse bounded(SdkHttpRequest request, HttpExecuteResponse answer, long began) {
        AbortableInputStream body = answer.responseBody().orElseThrow();
        // Only an object's content is asked for by a range.
        boolean object = request.firstMatchingHeader("Range").isPresent()
                && answer.httpResponse().isSuccessful();
        AnswerInput bounded = object
                ? AnswerInput.ofObject(body, answerWithin)
                : AnswerInput.of(body, answerWithin(request).minusNanos(System.nanoTime() - began));
        return HttpExecuteResponse.builder()
                .response(answer.httpResponse())
                .responseBody(AbortableInputStream.create(bounded, body))
                .build();
    }

    static SocketTimeoutException timeout(Exception cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("no whole answer in time");
        timeout.initCause(cause);
        return timeout;
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.close();
    }
}
