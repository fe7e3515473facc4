package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.Copies;
import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.judge.OffsiteJudge;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Two backups, and a place in a real store for their copies. */
abstract class TwoBackups {
    static final Instant NOW = Instant.now();
    static final Instant NEWEST = NOW.minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    static final Instant OLDER = NEWEST.minus(Duration.ofHours(12));

    @TempDir
    Path directory;

    final CopyTarget place = Stores.signing();
    Copies copies;

    @BeforeEach
    void two_backups() throws IOException {
        Stored.backup(directory, "daily", id(NEWEST), NEWEST);
        Stored.backup(directory, "daily", id(OLDER), OLDER);
        copies = new Copies(Sets.of(Map.of("daily", Sets.in(directory))));
    }

    static String id(Instant snapshot) {
        return snapshot.toString().replaceAll("[-:]", "");
    }

    List<PulseFailure> copy(CopyTarget target) {
        List<PulseFailure> failures = new ArrayList<>();
        copies.copy(target, BackupProgress.NONE, failures);
        return failures;
    }

    Finding judged(CopyTarget target, Instant at) {
        return OffsiteJudge.judge(target, copies.list(target, 2), at);
    }

    Finding judged() {
        return judged(place, NOW);
    }

    void put(String key, String content) {
        ObjectStoreServer.signing()
                .client()
                .putObject(
                        request -> request.bucket(place.bucket()).key(place.root() + key),
                        RequestBody.fromString(content));
    }

    void delete(String key) {
        ObjectStoreServer.signing().client().deleteObject(request -> request.bucket(place.bucket())
                .key(place.root() + key));
    }

    Map<String, String> etags() {
        Map<String, String> etags = new TreeMap<>();
        try (ObjectStore store = ObjectStore.of(place)) {
            store.list("", object -> etags.put(object.key(), object.etag() + object.changed()));
        }
        return etags;
    }
}
