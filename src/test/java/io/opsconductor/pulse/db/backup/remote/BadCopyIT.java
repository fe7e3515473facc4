package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.judge.OffsiteJudge;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes change in the store and its lists say nothing of it: what reading back found is not forgotten. */
class BadCopyIT extends TwoBackups {
    @Test
    void what_was_read_back_and_found_bad_is_critical_until_a_good_copy_is_there() throws IOException {
        copy(place);
        Map<String, String> written = etags();

        assertThat(verifiedAsItRots(id(NEWEST)).problem()).hasValue("database.dump" + BadCopy.DIFFERS);

        assertThat(etags()).isEqualTo(written);
        assertThat(judged()).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message())
                    .contains(id(NEWEST), "its checksum differs, as it was read back at 20")
                    .doesNotContain("written down");
        });
        assertThat(copy(place)).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("is there already and does not count"));
        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);

        delete(id(NEWEST) + "/manifest.json");
        delete(id(NEWEST) + "/database.dump");
        assertThat(copy(place)).isEmpty();

        assertThat(judged().severity()).isEqualTo(Severity.OK);
        assertThat(record(NEWEST)).doesNotExist();
    }

    @Test
    void it_is_told_however_many_good_ones_are_newer_until_it_is_read_and_good() throws IOException {
        copy(place);
        verifiedAsItRots(id(OLDER));

        Finding told = OffsiteJudge.judge(place, copies.list(place, 1), NOW);
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.message()).contains(id(OLDER));

        assertThat(copies.verify(place, listed(OLDER), new ArrayList<>()).proved())
                .isTrue();
        assertThat(judged().severity()).isEqualTo(Severity.OK);
        assertThat(record(OLDER)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 503})
    void a_store_that_does_not_answer_proves_nothing(int status) throws IOException {
        copy(place);
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.answer("GET*database.dump", 50, status, "AccessDenied");
            assertThatThrownBy(() -> copies.verify(Stores.through(way, place), listed(NEWEST), new ArrayList<>()))
                    .isInstanceOf(PulseFailure.class);
        }
        assertThat(record(NEWEST)).doesNotExist();
        assertThat(judged().severity()).isEqualTo(Severity.OK);
    }

    /** No space was left for it, or another hand changed it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "no json"})
    void a_record_that_tells_no_more_still_tells_that(String content) throws IOException {
        copy(place);
        Files.writeString(record(NEWEST), content);

        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged().message()).contains("found bad", record(NEWEST).toString());
    }

    @Test
    void a_download_that_finds_it_bad_is_a_proof_too() throws IOException {
        copy(place);
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        assertThatThrownBy(() -> asItRots(through -> {
                    CopyDownload download = new CopyDownload(through, Sets.daily(directory));
                    download.into(scratch, download.find(Optional.empty(), NOW, line -> {}), bytes -> {});
                    return scratch;
                }))
                .hasMessageContaining(BadCopy.DIFFERS);

        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void rotation_takes_the_record_of_what_it_removes() throws IOException {
        copy(place);
        verifiedAsItRots(id(OLDER));

        copies.rotate(Stores.rotated(place, 1), false);

        assertThat(etags().keySet()).allMatch(key -> key.startsWith(id(NEWEST)));
        assertThat(record(OLDER)).doesNotExist();
    }

    @Test
    void where_it_cannot_be_written_down_that_is_told() throws IOException {
        copy(place);
        Copy listed = listed(NEWEST);
        Files.move(directory.resolve("daily"), directory.resolve("elsewhere"));

        assertThat(verifiedAsItRots(listed.id()).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("could not be written down"));
    }

    /** Another hand put it there. */
    @Test
    void what_cannot_be_removed_in_a_records_place_is_named_and_holds_up_nothing() throws IOException {
        copy(place);
        Files.createDirectories(record(OLDER).resolve("full"));
        String kept = "counts as bad until " + record(OLDER) + " is removed, and it cannot be: it is a directory";

        List<PulseFailure> failures = new ArrayList<>();
        assertThat(copies.verify(place, listed(OLDER), failures).proved()).isTrue();
        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining(id(OLDER) + "/ is good and " + kept));
        assertThat(judged().severity()).isEqualTo(Severity.CRITICAL);

        Rotation rotation = copies.rotate(Stores.rotated(place, 1), false);
        assertThat(rotation.count(Rotation.Fate.REMOVED)).isEqualTo(1);
        assertThat(rotation.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("was removed")
                .hasMessageContaining(kept));

        Files.createDirectories(record(NEWEST).resolve("full"));
        delete(id(NEWEST) + "/manifest.json");
        delete(id(NEWEST) + "/database.dump");
        assertThat(copy(Stores.rotated(place, 1))).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("was sent and counts as bad until " + record(NEWEST)));
    }

    @Test
    void the_newest_that_is_not_known_to_be_bad_is_downloaded_and_a_bad_one_that_is_named() throws IOException {
        copy(place);
        verifiedAsItRots(id(NEWEST));
        List<String> passedOver = new ArrayList<>();
        try (ObjectStore store = ObjectStore.of(place)) {
            CopyDownload download = new CopyDownload(store, Sets.daily(directory));

            assertThat(download.find(Optional.empty(), NOW, passedOver::add).id())
                    .isEqualTo(id(OLDER));
            assertThat(passedOver).singleElement().satisfies(line -> assertThat(line)
                    .contains(id(NEWEST), BadCopy.DIFFERS));
            assertThat(download.find(Optional.of(id(NEWEST)), NOW, passedOver::add)
                            .id())
                    .isEqualTo(id(NEWEST));
            assertThat(download.knownBad(id(NEWEST))).isPresent();
        }
    }

    @Test
    void a_store_that_answers_that_it_has_removed_what_it_keeps_is_found_out() throws IOException {
        copy(place);
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.answer("DELETE", 50, 204, "kept");

            Rotation rotation = copies.rotate(Stores.rotated(Stores.through(way, place), 1), false);

            assertThat(rotation.count(Rotation.Fate.REMOVED)).isZero();
            assertThat(rotation.failures()).singleElement().satisfies(failure -> assertThat(failure)
                    .hasMessageContaining(id(OLDER) + "/ is still there"));
        }
    }

    @Test
    void a_download_that_breaks_off_is_a_matter_of_the_way_to_the_store() throws IOException {
        put("large", "x".repeat(1 << 20));
        Path file = Files.createFile(directory.resolve("large"));
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.cutResponse("GET*large", 50, 20_000);
            CopyTarget cut = Stores.through(way, place);
            try (ObjectStore store = new ObjectStore(
                    cut, Duration.ofSeconds(9), new StoreCalls(cut, 2, Optional.empty()), bytes -> {})) {
                assertThatThrownBy(() -> CopyDownload.write(store, store.existing("large"), file, bytes -> {}))
                        .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                                .startsWith("see that http://")
                                .contains(" can be reached"))
                        .hasMessageContaining("large cannot be read on at byte ");
            }
        }
    }

    /** By a rotation elsewhere, since it was listed. */
    @Test
    void what_is_gone_is_not_bad() {
        copy(place);
        Copy listed = listed(OLDER);
        delete(id(OLDER) + "/manifest.json");

        gone(() -> copies.verify(place, listed, new ArrayList<>()));
        assertThat(record(OLDER)).doesNotExist();
    }

    @Test
    void what_goes_away_in_the_middle_is_not_bad() throws IOException {
        copy(place);
        Copy listed = listed(NEWEST);
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            CopyTarget through = Stores.through(way, place);
            way.answer("GET*database.dump", 50, 404, "NoSuchKey");
            way.answer("HEAD*manifest.json", 50, 404, "");
            gone(() -> copies.verify(through, listed, new ArrayList<>()));

            way.heal();
            try (ObjectStore store = ObjectStore.of(through)) {
                CopyDownload download = new CopyDownload(store, Sets.daily(directory));
                CopyDownload.Found found = download.find(Optional.empty(), NOW, line -> {});
                way.answer("GET*database.dump", 50, 404, "NoSuchKey");
                way.answer("HEAD*manifest.json", 50, 404, "");
                gone(() -> download.into(scratch, found, bytes -> {}));
            }
        }
        assertThat(record(NEWEST)).doesNotExist();
    }

    @Test
    void a_copy_that_lacks_a_dump_is_bad_as_long_as_its_manifest_is_there() {
        copy(place);
        Copy listed = listed(OLDER);
        delete(id(OLDER) + "/database.dump");

        assertThat(copies.verify(place, listed, new ArrayList<>()).problem()).hasValue("database.dump is missing");
    }

    private static void gone(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.NOT_NOW))
                .hasMessageContaining("is being removed or gone already");
    }

    private interface Work<T> {
        T with(ObjectStore through) throws IOException;
    }

    private Copy verifiedAsItRots(String id) throws IOException {
        return asItRots(through -> new CopyListing(through, Sets.daily(directory)).verify(id, NOW));
    }

    /** Other bytes come, and size and ETag stay what they were. */
    private <T> T asItRots(Work<T> work) throws IOException {
        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.answer("GET*database.dump", 1, 206, "rotten");
            try (ObjectStore through = ObjectStore.of(Stores.through(way, place))) {
                return work.with(through);
            }
        }
    }

    private Copy listed(Instant snapshot) {
        return copies.list(place, 9).stream()
                .filter(copy -> copy.id().equals(id(snapshot)))
                .findFirst()
                .orElseThrow();
    }

    private Path record(Instant snapshot) {
        return directory.resolve("daily/.bad-copy-offsite-" + id(snapshot) + ".json");
    }
}
