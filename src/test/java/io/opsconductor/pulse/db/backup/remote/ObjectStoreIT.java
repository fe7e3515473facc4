package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** The door to object storage, on real stores and over a way that breaks. */
class ObjectStoreIT {
    private static final int PARTED = (33 << 20) + 12_345;

    @TempDir
    private Path folder;

    private final CopyTarget target = Stores.signing();
    private FaultyWay way;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        way = new FaultyWay(target.access().endpoint().orElseThrow().getPort());
        store = ObjectStore.of(Stores.through(way, target));
    }

    @AfterEach
    void close() {
        store.close();
        way.close();
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("file-" + bytes), content);
    }

    private StoredObject put(String key, Path file) throws IOException, InterruptedException {
        return store.put(key, file, Checksum.of(file));
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        store.list("", object -> keys.add(object.key()));
        return keys;
    }

    private long uploadsBegun() {
        return ObjectStoreServer.signing()
                .client()
                .listMultipartUploads(request -> request.bucket(target.bucket()))
                .uploads()
                .size();
    }

    private static byte[] all(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "16777216", "16777217", "" + PARTED})
    void what_was_put_is_read_back_listed_and_removed(int bytes) throws IOException, InterruptedException {
        Path file = file(bytes);

        StoredObject put = put("id/base/a b+ü.dat", file);

        assertThat(put.bytes()).isEqualTo(bytes);
        assertThat(all(store.open("id/base/a b+ü.dat", 0))).isEqualTo(Files.readAllBytes(file));
        assertThat(keys()).containsExactly("id/base/a b+ü.dat");
        assertThat(store.folders(any -> true)).containsExactly("id");
        assertThat(store.head("id/base/a b+ü.dat"))
                .hasValueSatisfying(head -> assertThat(head.etag()).isEqualTo(put.etag()));

        store.delete("id/base/a b+ü.dat");

        assertThat(store.head("id/base/a b+ü.dat")).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void it_is_read_from_a_place_on() throws IOException {
        store.put("small", "0123456789".getBytes(StandardCharsets.UTF_8));

        assertThat(all(store.open("small", 7))).asString(StandardCharsets.UTF_8).isEqualTo("789");
        assertThat(all(store.open("small", 10))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10", "400", "70000", "1048576"})
    void reading_goes_on_where_the_connection_broke(int at) throws IOException, InterruptedException {
        put("id/file", file(3 << 20));
        way.cutResponse("GET /" + target.bucket() + "/team%20a", 2, at);
        assertThat(all(store.open("id/file", 17)))
                .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(file(3 << 20)), 17, 3 << 20));
        assertThat(way.isUsedUp()).isTrue();
    }

    @Test
    void what_has_become_another_object_is_not_read_on() throws IOException {
        store.put("id/file", "first".getBytes(StandardCharsets.UTF_8));

        try (InputStream in = store.open("id/file", 0)) {
            ObjectStoreServer.signing()
                    .client()
                    .putObject(
                            request -> request.bucket(target.bucket()).key(target.root() + "id/file"),
                            RequestBody.fromString("other"));
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(PulseFailure.class)
                    .hasMessageContaining("PreconditionFailed");
        }
    }

    @ParameterizedTest
    @CsvSource({"partNumber=2,2", "uploads,1", "POST,2"})
    void what_the_store_was_too_busy_for_is_asked_again(String line, int times)
            throws IOException, InterruptedException {
        way.answer(line, times, 503, "SlowDown");

        put("id/file", file(PARTED));

        assertThat(way.isUsedUp()).isTrue();
        assertThat(keys()).containsExactly("id/file");
        assertThat(uploadsBegun()).isZero();
    }

    @Test
    void a_part_whose_connection_broke_is_sent_again() throws IOException, InterruptedException {
        Path file = file(PARTED);
        way.cutRequest("partNumber=1", 1, 1 << 20);
        way.cutRequest("partNumber=3", 2, 100_000);

        put("id/file", file);

        assertThat(way.isUsedUp()).isTrue();
        assertThat(all(store.open("id/file", 0))).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void a_part_that_was_changed_on_the_way_is_sent_again() throws IOException, InterruptedException {
        Path file = file(PARTED);
        way.flip("partNumber=2", 1, 4711);

        put("id/file", file);

        assertThat(way.isUsedUp()).isTrue();
        assertThat(all(store.open("id/file", 0))).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void the_end_of_an_upload_whose_answer_was_lost_is_found_done() throws IOException, InterruptedException {
        Path file = file(PARTED);
        way.cutResponse("POST /" + target.bucket() + "/team%20a/%C3%BC/daily/id/file?uploadId", 1, 10);

        put("id/file", file);

        assertThat(way.isUsedUp()).isTrue();
        assertThat(all(store.open("id/file", 0))).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void a_refused_part_leaves_nothing() throws IOException {
        Path file = file(PARTED);
        way.answer("partNumber=2", 1, 403, "AccessDenied");

        assertThatThrownBy(() -> put("id/file", file))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("AccessDenied");

        assertThat(keys()).isEmpty();
        assertThat(uploadsBegun()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"5", "" + PARTED})
    void a_file_that_is_not_what_was_written_is_not_sent(int bytes) throws IOException {
        Path file = file(bytes);

        assertThatThrownBy(() -> store.put("id/file", file, "00"))
                .isInstanceOf(PulseFailure.class)
                .hasMessageContaining("its checksum differs");

        assertThat(keys()).isEmpty();
        assertThat(uploadsBegun()).isZero();
    }

    @Test
    void uploads_that_were_left_are_swept_and_those_of_others_stay() {
        begin(target.root() + "id/file");
        begin(target.root() + "other/file");
        begin("elsewhere/file");

        assertThat(store.sweep("id/", Instant.now().minus(Duration.ofDays(1)))).isZero();
        assertThat(store.sweep("id/", Instant.now().plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(uploadsBegun()).isEqualTo(2);
    }

    private void begin(String key) {
        ObjectStoreServer.signing().client().createMultipartUpload(request -> request.bucket(target.bucket())
                .key(key));
    }

    @ParameterizedTest
    @CsvSource({
        "403,AccessDenied,give this identity the right",
        "400,ExpiredToken,renew the credentials",
        "403,RequestTimeTooSkewed,clock",
        "301,PermanentRedirect,region",
        "400,AuthorizationHeaderMalformed,region",
        "501,NotImplemented,checksum=md5",
        "400,InvalidArgument,checksum=md5"
    })
    void a_refusal_says_what_to_do(int status, String code, String remedy) {
        way.answer("PUT", 1, status, code);

        assertThatThrownBy(() -> store.put("id/file", new byte[3]))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure).hasMessageContaining(code);
                    assertThat(failure.remedy()).contains(remedy);
                });
    }

    @Test
    void a_store_that_knows_no_such_key_is_told_as_a_refusal_and_shows_no_secret() {
        CopyTarget stranger = Stores.with(
                target, Stores.access(target.access().endpoint().orElseThrow().toString(), "pulse", "wrong-secret"));
        try (ObjectStore refused = ObjectStore.of(stranger)) {
            assertThatThrownBy(() -> refused.list("", object -> {}))
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                            .contains("access-key"))
                    .hasMessageContaining("SignatureDoesNotMatch")
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_told() {
        ObjectStoreServer.signing().client().deleteBucket(request -> request.bucket(target.bucket()));

        assertThatThrownBy(() -> store.put("id/file", new byte[3]))
                .isInstanceOf(PulseFailure.class)
                .hasMessageContaining("NoSuchBucket");
    }

    @Test
    void no_store_at_all_is_told_soon_by_a_glance() {
        way.close();
        try (ObjectStore glance = ObjectStore.glance(Stores.through(way, target))) {
            assertThatThrownBy(() -> glance.folders(any -> true))
                    .isInstanceOf(PulseFailure.class)
                    .hasMessageContaining("could not list");
        }
    }

    @Test
    void the_bytes_that_leave_are_told() throws IOException, InterruptedException {
        AtomicLong sent = new AtomicLong();
        try (ObjectStore counting = ObjectStore.of(target, sent::addAndGet)) {
            Path file = file(PARTED);
            counting.put("id/file", file, Checksum.of(file));
        }
        assertThat(sent.get()).isGreaterThanOrEqualTo(PARTED);
    }

    @Test
    void a_probe_finds_what_the_store_can_do_and_leaves_nothing() {
        assertThat(StoreProbe.of(store.target()).removes()).isTrue();
        assertThat(keys()).isEmpty();
        way.answer("DELETE", 1, 403, "AccessDenied");
        assertThat(StoreProbe.of(store.target()).removes())
                .as("a role that may not is enough")
                .isFalse();
    }
}
