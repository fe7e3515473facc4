package io.opsconductor.pulse.db.backup.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.external.Proof.Identity;
import io.opsconductor.pulse.db.backup.remote.Stores;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Which objects of a bucket that others write to are looked at, and what their keys can do. */
class ForeignObjectsIT {
    private static final ObjectStoreServer STORE = ObjectStoreServer.keeping();

    private final CopyTarget place = Stores.others();

    @TempDir
    Path state;

    private void put(String key, String content) {
        STORE.client()
                .putObject(
                        request -> request.bucket(place.bucket()).key(place.prefix() + "/" + key),
                        RequestBody.fromString(content));
    }

    private BackupTarget target(String pattern) {
        return Sets.foreign(place, pattern, state);
    }

    private List<String> ids(String pattern) {
        return ForeignStore.list(target(pattern)).stream()
                .map(Backup::id)
                .sorted()
                .toList();
    }

    @Test
    void the_pattern_is_one_of_keys_below_the_prefix() {
        for (String key : List.of("a.dump", "a.txt", "b/c.dump", "b/d/e.dump", "dir.dump/", "other/a.dump")) {
            put(key, "x");
        }
        STORE.client()
                .putObject(request -> request.bucket(place.bucket()).key("outside.dump"), RequestBody.fromString("x"));

        assertThat(ids("*.dump")).containsExactly("a.dump");
        assertThat(ids("b/*.dump")).containsExactly("b/c.dump");
        assertThat(ids("*/*.dump")).containsExactly("b/c.dump", "other/a.dump");
        assertThat(ids("{a,b/**}.dump")).containsExactly("a.dump", "b/c.dump", "b/d/e.dump");
        assertThat(ids("**.dump")).containsExactly("a.dump", "b/c.dump", "b/d/e.dump", "other/a.dump");
    }

    /** Stores take what a file system, and the way there, would not. */
    @Test
    void a_key_leads_nowhere_and_is_shown_without_what_cannot_be_seen() throws Exception {
        List<String> keys =
                List.of("../../../planted.dump", "b/./c/../d.dump", "bell\u0007end\u202e.dump", "b//c.dump");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, keys));
        server.start();
        try {
            BackupTarget target = Sets.foreign(
                    Stores.at("http://127.0.0.1:" + server.getAddress().getPort(), place), "**.dump", state);
            List<Backup> found = ForeignStore.list(target);

            assertThat(found)
                    .extracting(Backup::id)
                    .containsExactlyInAnyOrder("../../../planted.dump", "b/./c/../d.dump", "bell?end?.dump");
            for (Backup one : found) {
                try (ForeignFile file = ForeignVerifier.file(target, one, BackupProgress.NONE)) {
                    assertThat(file.path().toRealPath()).startsWith(state.toRealPath());
                    assertThat(file.path().getFileName()).hasToString("dump");
                    assertThat(file.path()).hasContent("x");
                    assertThat(one.where()).startsWith("s3://" + place.bucket() + "/" + place.prefix() + "/");
                }
            }
        } finally {
            server.stop(0);
        }
        assertThat(state).isEmptyDirectory();
    }

    /** A list of these, or one byte. */
    private void answer(HttpExchange exchange, List<String> keys) throws IOException {
        boolean list = exchange.getRequestURI().getRawQuery() != null;
        String contents = keys.stream()
                .map(key -> URLEncoder.encode(place.prefix() + "/" + key, StandardCharsets.UTF_8))
                .map(key -> "<Contents><Key>" + key + "</Key><Size>1</Size><ETag>\"e\"</ETag></Contents>")
                .collect(Collectors.joining());
        byte[] body = (list
                        ? "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
                                + contents + "</ListBucketResult>"
                        : "x")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"e\"");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().add("Content-Length", "1");
        }
        exchange.sendResponseHeaders(200, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Test
    void of_more_than_can_be_looked_at_those_written_last_are() {
        IntStream.range(0, 1100).parallel().forEach(i -> put("old-%04d.dump".formatted(i), "old"));
        put("new.dump", "newest");

        List<Backup> found = ForeignStore.list(target("*.dump"));

        assertThat(found).hasSize(ForeignObjects.MOST).extracting(Backup::id).contains("new.dump");
        assertThat(ids("new*")).containsExactly("new.dump");
    }

    @Test
    void what_became_another_object_is_unread_again() throws Exception {
        put("a.dump", "-- one");
        BackupTarget target = target("*.dump");
        Backup first = ForeignStore.list(target).get(0);
        Identity known;
        try (ForeignFile file = ForeignVerifier.file(target, first, BackupProgress.NONE)) {
            known = file.identity();
            assertThat(file.isChanged()).isFalse();
        }
        ProofStore.write(
                target,
                Map.of(
                        "a.dump",
                        new Proof(
                                known,
                                Instant.now(),
                                Duration.ZERO,
                                Optional.of(Instant.now()),
                                Optional.empty(),
                                Set.of())),
                false);
        assertThat(ForeignStore.list(target).get(0).verified()).isTrue();

        put("a.dump", "-- two");

        assertThat(ForeignStore.list(target).get(0).unread()).isTrue();
    }

    @Test
    void one_that_is_gone_is_told_and_leaves_no_folder() {
        put("a.dump", "x");
        BackupTarget target = target("*.dump");
        Backup listed = ForeignStore.list(target).get(0);
        STORE.client().deleteObject(request -> request.bucket(place.bucket()).key(place.prefix() + "/a.dump"));

        assertThatThrownBy(() -> ForeignVerifier.file(target, listed, BackupProgress.NONE))
                .isInstanceOf(PulseFailure.class)
                .hasMessageContaining("a.dump is not there");

        assertThat(state).isEmptyDirectory();
    }
}
