package io.opsconductor.pulse.db.backup.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

@Timeout(60)
class TimedHttpClientTest {
    private static final HttpExecuteRequest HEAD = HttpExecuteRequest.builder()
            .request(SdkHttpRequest.builder()
                    .method(SdkHttpMethod.HEAD)
                    .uri(URI.create("http://127.0.0.1/bucket/key"))
                    .build())
            .build();

    /** Answers with what it has by then, as a connection does whose heads are cut off. */
    private static SdkHttpClient answering(CountDownLatch when) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() {
                        try {
                            when.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return HttpExecuteResponse.builder()
                                .response(SdkHttpResponse.builder()
                                        .statusCode(200)
                                        .build())
                                .build();
                    }

                    @Override
                    public void abort() {
                        when.countDown();
                    }
                };
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void what_came_before_the_connection_was_closed_for_its_time_is_no_answer() {
        try (TimedHttpClient client =
                new TimedHttpClient(answering(new CountDownLatch(1)), Duration.ofMillis(20), 4096)) {
            assertThatThrownBy(() -> client.prepareRequest(HEAD).call()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void what_comes_in_time_is_one() throws Exception {
        try (TimedHttpClient client =
                new TimedHttpClient(answering(new CountDownLatch(0)), Duration.ofMinutes(1), 4096)) {
            assertThat(client.prepareRequest(HEAD).call().httpResponse().statusCode())
                    .isEqualTo(200);
        }
    }
}
