package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.s3.FoundCredentials;
import io.opsconductor.pulse.db.backup.s3.TimedHttpClient;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What answers may be slow, endless, or no store at all. Without an end of ours these tests would have none. */
@Timeout(120)
class OddStoreIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    private static final String LIST = OK + "\r\n<ListBucketResult>";
    private static final String OBJECT =
            OK + "Content-Length: 1000000\r\nETag: \"a\"\r\nLast-Modified: Fri, 27 Nov 2026 01:00:00 GMT\r\n\r\n";

    private static void failed(ThrowingCallable work, String told) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.FAILED))
                .hasMessageContaining(told)
                .hasMessageNotContaining("credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX-Slow: ", LIST})
    void an_answer_that_drips_is_no_answer_in_time(String begin) throws IOException {
        try (OddStore odd = new OddStore(begin, " ", 20);
                ObjectStore store = odd.open()) {
            failed(() -> store.list("", object -> {}), "no answer in time");
            assertThat(odd.asked()).as("a store may be slow once").isEqualTo(2);
        }
    }

    @Test
    void an_object_that_drips_is_given_up() throws IOException {
        try (OddStore odd = new OddStore(OBJECT, "x", 20);
                ObjectStore store = odd.open();
                InputStream in = store.open("id/file", 0)) {
            assertThatThrownBy(in::readAllBytes).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_store_that_takes_no_body_is_given_up() throws IOException {
        SdkHttpRequest put = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(URI.create("http://127.0.0.1:1"))
                .build();
        try (OddStore odd = new OddStore("", " ", 60_000);
                SdkHttpClient client =
                        new TimedHttpClient(UrlConnectionHttpClient.create(), Duration.ofMillis(500), 1 << 30)) {
            byte[] body = new byte[64 << 20];
            HttpExecuteRequest request = HttpExecuteRequest.builder()
                    .request(put.copy(head -> head.uri(URI.create(odd.endpoint()))
                            .putHeader("Content-Length", String.valueOf(body.length))))
                    .contentStreamProvider(() -> new java.io.ByteArrayInputStream(body))
                    .build();
            assertThatThrownBy(() -> client.prepareRequest(request).call()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<Contents><Key>team a/daily/x</Key><Size>1</Size><ETag>a</ETag></Contents>", " ", "<a/>", "<a>"
            })
    void an_answer_without_an_end_is_no_answer_of_a_store(String on) throws IOException {
        try (OddStore odd = new OddStore("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<ListBucketResult>", on, 0);
                ObjectStore store = odd.open()) {
            failed(() -> store.list("", object -> {}), "the store answers what S3 does not: its answer is larger");
            assertThat(odd.asked()).as("it would be the same again").isEqualTo(1);
        }
    }

    @Test
    void a_key_that_cannot_be_decoded_is_no_answer_of_a_store() throws IOException {
        try (OddStore odd = OddStore.answering(
                        "200 OK",
                        "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
                                + "<Contents><Key>team%20a/daily/%zz</Key><Size>1</Size><ETag>a</ETag></Contents>"
                                + "</ListBucketResult>");
                ObjectStore store = odd.open()) {
            failed(() -> store.list("", object -> {}), "the store answers what S3 does not: it cannot be read");
        }
    }

    @ParameterizedTest
    @CsvSource({"' ',0", "<Code>x</Code>,0", "<a>,0", "' ',20"})
    void a_refusal_without_an_end_is_a_refusal(String on, long pause) throws IOException {
        try (OddStore odd = new OddStore("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n<Error>", on, pause);
                ObjectStore store = odd.open()) {
            failed(() -> store.list("", object -> {}), "AccessDenied (HTTP 403)");
        }
    }

    @Test
    void heads_without_an_end_are_no_answer() throws IOException {
        try (OddStore odd = new OddStore("HTTP/1.1 200 OK\r\n", "X-More: 0123456789\r\n", 0);
                ObjectStore store = odd.open()) {
            failed(() -> store.head("id/file"), "could not look at");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><head><meta charset=utf-8><title>Sign in</title></head><p>Sign in",
                "<html><body>Sign in</body></html>",
                "Sign in",
                "",
                "<ListBucketResult>",
                "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"
            })
    void what_is_no_list_is_told_and_is_no_empty_one(String body) throws IOException {
        try (OddStore odd = OddStore.answering("200 OK", body);
                ObjectStore store = odd.open()) {
            failed(() -> store.folders(any -> true), "the store answers what S3 does not");
            failed(() -> store.list("id/", object -> {}), "the store answers what S3 does not");
            if (!body.contains("IsTruncated")) {
                failed(() -> store.sweep("", Instant.now()), "the store answers what S3 does not");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301 Moved Permanently,PermanentRedirect",
        "302 Found,PermanentRedirect",
        "307 Temporary Redirect,TemporaryRedirect",
        "308 Permanent Redirect,''"
    })
    void a_redirect_to_another_host_is_not_followed(String status, String code) throws IOException {
        try (OddStore other = OddStore.answering("200 OK", "");
                OddStore odd = new OddStore(
                        "HTTP/1.1 " + status + "\r\nConnection: close\r\nLocation: " + other.endpoint()
                                + "/stolen\r\n\r\n"
                                + (code.isEmpty() ? "" : "<Error><Code>" + code + "</Code></Error>"),
                        "",
                        0);
                ObjectStore store = odd.open()) {
            failed(() -> store.list("", object -> {}), "Redirect");
            failed(() -> store.head("id/file"), "PermanentRedirect");
            failed(() -> store.put("id/file", new byte[3]), "Redirect");
            assertThat(odd.asked()).isEqualTo(3);
            assertThat(other.asked()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301 Moved Permanently,PermanentRedirect,x-amz-bucket-region: eu-west-3,eu-west-3",
        "400 Bad Request,AuthorizationHeaderMalformed,x-amz-bucket-region: eu-west-1,eu-west-1",
        "301 Moved Permanently,PermanentRedirect,x-amz-bucket-region: eu west,the bucket's",
        "400 Bad Request,AuthorizationHeaderMalformed,X: x,the bucket's"
    })
    void a_region_that_the_store_names_is_told(String status, String code, String header, String told)
            throws IOException {
        try (OddStore odd = new OddStore(
                        "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + header + "\r\n\r\n<Error><Code>" + code
                                + "</Code></Error>",
                        "",
                        0);
                ObjectStore store = odd.open()) {
            assertThatThrownBy(() -> store.list("", object -> {}))
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                            .contains(told));
        }
    }

    @Test
    void that_there_are_no_credentials_is_told_and_how_to_set_them() {
        assertThatThrownBy(() -> new FoundCredentials(SystemPropertyCredentialsProvider.create()).resolveCredentials())
                .isInstanceOfSatisfying(FoundCredentials.NoCredentials.class, none -> {
                    PulseFailure failure = StoreFailure.of(Stores.offsite(), "list", none);
                    assertThat(failure).hasMessageContaining("no credentials");
                    assertThat(failure.remedy()).contains("PULSE_BACKUPS_DAILY_COPIES_OFFSITE_ACCESS_KEY");
                });
        assertThat(Optional.ofNullable(System.getProperty("aws.accessKeyId"))).isEmpty();
    }
}
