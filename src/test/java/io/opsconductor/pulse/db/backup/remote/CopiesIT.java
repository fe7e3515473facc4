package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

import io.opsconductor.pulse.db.backup.Stored;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies in a real store, on which something is then spoilt. */
class CopiesIT extends TwoBackups {
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
        assertThat(copies.verify(place, copies.list(place, 1).get(0), new ArrayList<>())
                        .proved())
                .isTrue();
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

    /** The files are the same in both; a seal that fits would not have told either. */
    @Test
    void an_older_copy_in_the_place_of_the_listed_one_is_not_verified_as_that_one() throws IOException {
        copy(place);
        Copy listed = copies.list(place, 1).get(0);
        put(
                id(NEWEST) + "/manifest.json",
                Files.readString(directory.resolve("daily/" + id(OLDER) + "/manifest.json")));

        assertThat(copies.verify(place, listed, new ArrayList<>()).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains(id(NEWEST)));
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

        assertThat(copies.verify(place, newest, new ArrayList<>()).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("its checksum differs"));
    }

    /** The way tells of a lock that this store would not keep. */
}
