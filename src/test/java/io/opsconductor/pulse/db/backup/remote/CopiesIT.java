package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.Copies;
import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.judge.OffsiteJudge;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.set.Rotation.Step;
import io.opsconductor.pulse.db.backup.store.SetLock;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Two backups and their copies in a real store, on which something is then spoilt. */
class CopiesIT {
    private static final Instant NOW = Instant.now();
    private static final Instant NEWEST = NOW.minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    private static final Instant OLDER = NEWEST.minus(Duration.ofHours(12));

    @TempDir
    private Path directory;

    private final CopyTarget place = Stores.signing();
    private Copies copies;

    @BeforeEach
    void two_backups() throws IOException {
        Stored.backup(directory, "daily", id(NEWEST), NEWEST);
        Stored.backup(directory, "daily", id(OLDER), OLDER);
        copies = new Copies(Sets.of(Map.of("daily", Sets.in(directory))));
    }

    private static String id(Instant snapshot) {
        return snapshot.toString().replaceAll("[-:]", "");
    }

    private List<PulseFailure> copy(CopyTarget target) {
        List<PulseFailure> failures = new ArrayList<>();
        copies.copy(target, BackupProgress.NONE, failures);
        return failures;
    }

    private Finding judged(CopyTarget target, Instant at) {
        return OffsiteJudge.judge(target, copies.list(target, 2), at);
    }

    private Finding judged() {
        return judged(place, NOW);
    }

    private void put(String key, String content) {
        ObjectStoreServer.signing()
                .client()
                .putObject(
                        request -> request.bucket(place.bucket()).key(place.root() + key),
                        RequestBody.fromString(content));
    }

    private void delete(String key) {
        ObjectStoreServer.signing().client().deleteObject(request -> request.bucket(place.bucket())
                .key(place.root() + key));
    }

    private Map<String, String> etags() {
        Map<String, String> etags = new TreeMap<>();
        try (ObjectStore store = ObjectStore.of(place)) {
            store.list("", object -> etags.put(object.key(), object.etag() + object.changed()));
        }
        return etags;
    }

    @Test
    void a_healthy_set_is_copied_once_and_nothing_is_said() {
        assertThat(copy(place)).isEmpty();
        Map<String, String> written = etags();
        assertThat(written.keySet())
                .contains(id(NEWEST) + "/database.dump", id(NEWEST) + "/copy.json", id(NEWEST) + "/manifest.json");

        assertThat(copy(place)).isEmpty();

        assertThat(etags()).isEqualTo(written);
        assertThat(judged().severity()).isEqualTo(Severity.OK);
        assertThat(copies.list(place, 9)).extracting(Copy::id).containsExactly(id(NEWEST), id(OLDER));
        assertThat(copies.verify(place, copies.list(place, 1).get(0)).proved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"database.dump", "copy.json"})
    void a_missing_object_is_critical(String name) {
        copy(place);
        delete(id(OLDER) + "/" + name);

        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged().message()).contains(id(OLDER), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "54321", "12345"})
    void an_object_that_was_cut_or_written_again_is_critical_unless_it_is_the_same(String content) {
        copy(place);
        put(id(NEWEST) + "/database.dump", content);

        assertThat(judged().severity()).isEqualTo(content.equals("12345") ? Severity.OK : Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no json", "{\"format\": 99}"})
    void a_manifest_that_cannot_be_believed_is_critical_and_one_of_a_newer_version_unknown(String content) {
        copy(place);
        put(id(NEWEST) + "/manifest.json", content);

        assertThat(judged().severity()).isEqualTo(content.contains("99") ? Severity.UNKNOWN : Severity.CRITICAL);
        assertThat(judged().message()).contains("its manifest");
        delete(id(OLDER) + "/copy.json");
        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_copy_without_a_manifest_is_none() {
        copy(place);
        delete(id(NEWEST) + "/manifest.json");
        assertThat(judged().message()).contains("the newest copy is " + id(OLDER));

        delete(id(OLDER) + "/manifest.json");
        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged().message()).contains("there is no copy");
    }

    @Test
    void the_snapshot_counts_and_not_when_it_was_sent() {
        copy(place);

        assertThat(judged(place, NEWEST.plus(Duration.ofHours(24))).severity()).isEqualTo(Severity.OK);
        assertThat(judged(place, NEWEST.plus(Duration.ofHours(24)).plusSeconds(1))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(judged(place, NEWEST.minus(Duration.ofHours(1))).severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void what_others_put_there_is_passed_over() {
        copy(place);
        put("notes.txt", "hello");
        put("old/dump.sql", "hello");
        put(".probe/x", "hello");

        assertThat(judged().severity()).isEqualTo(Severity.OK);
        assertThat(copies.list(place, 9)).hasSize(2);
    }

    @Test
    void a_copy_of_another_set_under_this_name_does_not_count() throws IOException {
        Instant other = NEWEST.minusSeconds(7);
        Path foreign = Stored.backup(directory, "weekly", id(other), other);
        try (ObjectStore store = ObjectStore.of(place)) {
            store.put(
                    id(other) + "/copy.json",
                    CopyRecordJson.write(new CopyRecord(Map.of(), NOW, Duration.ZERO), SealKey.NONE));
            store.put(id(other) + "/manifest.json", Files.readAllBytes(foreign.resolve("manifest.json")));
        }

        assertThat(judged().message()).contains("it was taken for the set weekly");
    }

    @Test
    void reading_it_back_finds_what_the_store_does_not_tell() {
        copy(place);
        String dump = id(NEWEST) + "/database.dump";
        put(dump, "54321");
        try (ObjectStore store = ObjectStore.of(place)) {
            CopyRecord.Item item =
                    new CopyRecord.Item(5, store.head(dump).orElseThrow().etag());
            store.put(
                    id(NEWEST) + "/copy.json",
                    CopyRecordJson.write(
                            new CopyRecord(Map.of("database.dump", item), NOW, Duration.ZERO), SealKey.NONE));
        }
        Copy newest = copies.list(place, 1).get(0);
        assertThat(newest.proved()).isTrue();

        assertThat(copies.verify(place, newest).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("its checksum differs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"database.dump", "copy.json", "manifest.json"})
    void after_a_refusal_there_is_nothing_that_counts_and_the_next_run_completes_it(String name) throws IOException {
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.answer("PUT*" + name, 50, 403, "AccessDenied");
            assertThat(copy(Stores.through(way, place))).isNotEmpty();
            assertThat(copies.list(place, 9)).noneMatch(Copy::complete);
            Map<String, String> before = etags();

            way.heal();
            assertThat(copy(Stores.through(way, place))).isEmpty();

            assertThat(etags()).containsAllEntriesOf(before);
            assertThat(judged().severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void something_else_in_the_way_is_not_overwritten() {
        put(id(NEWEST) + "/database.dump", "other");

        List<PulseFailure> failures = copy(place);

        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("is something else: it is not overwritten"));
        assertThat(copies.list(place, 9))
                .filteredOn(Copy::complete)
                .extracting(Copy::id)
                .containsExactly(id(OLDER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"database.dump", "copy.json"})
    void what_no_longer_counts_stands_in_the_way_of_a_new_copy_and_that_is_told(String name) {
        copy(place);
        delete(id(NEWEST) + "/" + name);

        assertThat(copy(place)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining(id(NEWEST) + "/ is there already and does not count: " + name + " is missing"));
    }

    @Test
    void an_identity_that_may_not_list_unfinished_uploads_copies_all_the_same() throws IOException {
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.answer("GET*uploads", 50, 403, "AccessDenied");
            CopyTarget through = Stores.through(way, place);

            assertThat(copies.init(through).sweeps()).isFalse();
            assertThat(copy(through)).isEmpty();

            assertThat(judged().severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void rotation_leaves_the_copies_of_another_database_that_lie_in_the_same_place() {
        copy(place);
        Map<String, String> written = etags();
        Map<String, BackupSettings.BackupSet> sets = Map.of("daily", Sets.in(directory));
        Copies others = new Copies(new BackupSets(() -> sets, () -> Set.of("plant"), (database, set) -> false));
        CopyTarget one = Stores.rotated(place, 1);

        assertThat(others.rotate(one, false).steps())
                .allSatisfy(step -> assertThat(step.reason()).contains("another database's"));

        assertThat(etags()).isEqualTo(written);
        assertThat(OffsiteJudge.judge(one, others.list(one, 2), NOW)).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.remedy()).contains("a prefix of its own");
        });
    }

    @Test
    void a_damaged_backup_is_not_copied_over_a_good_way() throws IOException {
        Files.writeString(directory.resolve("daily/" + id(NEWEST) + "/database.dump"), "12354", StandardCharsets.UTF_8);

        assertThat(copy(place)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("its checksum differs"));
        assertThat(copies.list(place, 9))
                .filteredOn(Copy::complete)
                .extracting(Copy::id)
                .containsExactly(id(OLDER));
    }

    @Test
    void a_set_is_copied_to_a_place_by_one_run_at_a_time() {
        try (SetLock other = SetLock.copying(Sets.daily(directory), place)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> copy(place))
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                            .isEqualTo(ExitCode.NOT_NOW));
        }
    }

    @Test
    void rotation_removes_what_no_rule_keeps_and_it_is_not_sent_again() {
        copy(place);
        CopyTarget one = Stores.rotated(place, 1);
        assertThat(copies.rotate(one, true).count(Fate.TO_REMOVE)).isEqualTo(1);

        assertThat(copies.rotate(one, false).steps()).extracting(Step::fate).containsExactly(Fate.KEPT, Fate.REMOVED);
        assertThat(copy(one)).isEmpty();

        assertThat(etags().keySet()).allMatch(key -> key.startsWith(id(NEWEST)));
    }

    /** The way tells of a lock that this store would not keep. */
    @Test
    void what_is_locked_is_passed_over_with_a_reason_and_what_should_be_and_is_not_is_critical() throws IOException {
        CopyTarget locking = Stores.locking(Duration.ofDays(30));
        try (FaultyWay way =
                new FaultyWay(locking.access().endpoint().orElseThrow().getPort())) {
            CopyTarget one = Stores.rotated(Stores.through(way, locking), 1);
            assertThatThrownBy(() -> copies.init(one)).hasMessageContaining("locks nothing");
            way.adding("x-amz-object-lock-retain-until-date: " + NOW.plus(Duration.ofDays(30)));
            assertThat(copies.init(one)).satisfies(store -> assertThat(store.locks() && store.keeps())
                    .isTrue());
            assertThat(copy(Stores.rotated(one, 2))).isEmpty();
            assertThat(judged(one, NOW).severity()).isEqualTo(Severity.OK);

            assertThat(copies.rotate(one, false).steps().get(1)).satisfies(step -> {
                assertThat(step.fate()).isEqualTo(Fate.KEPT);
                assertThat(step.reason()).startsWith("locked until");
            });
        }
        assertThat(judged(locking, NOW).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged(locking, NOW).message()).contains("can be removed");
    }
}
