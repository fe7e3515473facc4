package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.backup.Copies;
import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.backup.judge.OffsiteJudge;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.Rotation.Fate;
import io.opsconductor.pulse.db.backup.set.Rotation.Step;
import io.opsconductor.pulse.db.backup.store.SetLock;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What copying and rotating do where something is in the way, is refused or is locked. */
class CopyingIT extends TwoBackups {
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
    void a_key_that_no_xml_can_hold_holds_up_nothing() {
        put(id(NEWEST) + "/\u0001+%zz", "odd");

        assertThat(copy(place)).isEmpty();

        assertThat(etags()).hasSize(7).containsKey(id(NEWEST) + "/\u0001+%zz");
        assertThat(judged().severity()).isEqualTo(Severity.OK);
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
