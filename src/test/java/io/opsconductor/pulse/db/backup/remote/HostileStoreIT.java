package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpServer;
import io.opsconductor.pulse.db.backup.Copies;
import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store answers may be anything. */
class HostileStoreIT {
    @ParameterizedTest
    @CsvSource({
        "<IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken>,does not end",
        "<IsTruncated>false</IsTruncated><CommonPrefixes><Prefix>x</Prefix></CommonPrefixes>,not asked for",
        "<IsTruncated>false</IsTruncated><Contents><Key>x</Key></Contents>,not asked for",
        "<IsTruncated>false</IsTruncated><Contents><Key>team a/ü/daily/x</Key></Contents>,no size",
        "<IsTruncated>false</IsTruncated><Contents><Key>team a/ü/daily/x</Key><Size>-1</Size><ETag>a</ETag></Contents>,no size",
        "<IsTruncated>false</IsTruncated><Contents><Key>team a/ü/daily/x</Key><Size>9223372036854775807</Size><ETag>a</ETag></Contents>,no size"
    })
    void an_answer_that_no_store_gives_is_one_failure(String answer, String told) throws IOException {
        HttpServer server = listing(() -> answer);
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        try (ObjectStore store =
                ObjectStore.glance(Stores.with(Stores.signing(), Stores.access(endpoint, "key", "secret")))) {
            assertThatThrownBy(() -> {
                        store.folders(any -> true);
                        store.list("", object -> {});
                    })
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                            .isEqualTo(ExitCode.FAILED))
                    .hasMessageContaining(told);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void pages_with_nothing_on_them_have_an_end() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = listing(() -> "<IsTruncated>true</IsTruncated><NextContinuationToken>"
                + asked.incrementAndGet() + "</NextContinuationToken>");
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        try (ObjectStore store =
                ObjectStore.of(Stores.with(Stores.signing(), Stores.access(endpoint, "key", "secret")))) {
            assertThatThrownBy(() -> store.folders(any -> true))
                    .isInstanceOf(PulseFailure.class)
                    .hasMessageContaining("more than 1000 pages in a row with nothing on them");
            assertThat(asked).hasValue(1001);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void folders_named_like_the_future_keep_no_backup_from_being_copied_and_a_larger_object_is_not_downloaded(
            @TempDir Path directory, @TempDir Path scratch) throws IOException {
        CopyTarget place = Stores.rotated(Stores.signing(), 1);
        Instant snapshot = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        String id = snapshot.toString().replaceAll("[-:]", "");
        Stored.backup(directory, "daily", id, snapshot);
        BackupSets sets = Sets.of(Map.of("daily", Sets.in(directory)));
        try (ObjectStore store = ObjectStore.of(place)) {
            store.put("29991231T000000Z/x", new byte[1]);

            List<PulseFailure> failures = new ArrayList<>();
            assertThat(new Copies(sets).copy(place, BackupProgress.NONE, failures))
                    .extracting(Copy::id)
                    .containsExactly(id);
            assertThat(failures).isEmpty();

            store.put(id + "/database.dump", new byte[1 << 20]);
            CopyDownload download = new CopyDownload(store, sets.findOurs("daily"));
            CopyDownload.Found found = download.find(Optional.of(id), Instant.now(), line -> {});
            AtomicLong received = new AtomicLong();
            assertThatThrownBy(() -> download.into(scratch, found, received::addAndGet))
                    .isInstanceOf(PulseFailure.class)
                    .hasMessageContaining("has 1048576 bytes instead of 5");
        }
    }

    /** Answers every request with a list. */
    private static HttpServer listing(Supplier<String> answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body =
                    ("<ListBucketResult>" + answer.get() + "</ListBucketResult>").getBytes(StandardCharsets.UTF_8);
            // Else each body waits 40 ms for an acknowledgement of its head.
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
