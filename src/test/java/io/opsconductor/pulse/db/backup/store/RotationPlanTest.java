package io.opsconductor.pulse.db.backup.store;

import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.doubtful;
import static io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import org.junit.jupiter.api.Test;

class RotationPlanTest {
    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void each_backup_is_kept_or_removed_for_a_reason() {
        RotationPolicy policy = new RotationPolicy(1, 2, 1, 2, 2);

        assertThat(plan(
                        policy,
                        at("2026-01-31T14:17:00Z"),
                        at("2026-01-31T02:17:00Z"),
                        at("2026-01-30T14:17:00Z"),
                        at("2026-01-29T14:17:00Z"),
                        at("2025-12-31T14:17:00Z"),
                        at("2025-12-30T14:17:00Z")))
                .containsExactly(
                        "keep 2026-01-31T14:17:00Z: the newest verified one, last 1, daily 2026-01-31, weekly 2026-W05,"
                                + " monthly 2026-01",
                        "remove 2026-01-31T02:17:00Z: no rule keeps it",
                        "keep 2026-01-30T14:17:00Z: daily 2026-01-30",
                        "remove 2026-01-29T14:17:00Z: no rule keeps it",
                        "keep 2025-12-31T14:17:00Z: monthly 2025-12",
                        "remove 2025-12-30T14:17:00Z: no rule keeps it");
    }

    @Test
    void days_begin_at_midnight_utc_and_weeks_on_monday() {
        assertThat(plan(
                        new RotationPolicy(0, 2, 0, 0, 1),
                        at("2026-02-01T00:00:00Z"),
                        at("2026-01-31T23:59:59Z"),
                        at("2026-01-31T00:00:00Z")))
                .extracting(line -> line.split(" ")[0])
                .containsExactly("keep", "keep", "remove");
        assertThat(plan(
                        new RotationPolicy(0, 0, 2, 0, 1),
                        at("2026-02-02T00:00:00Z"),
                        at("2026-02-01T23:59:59Z"),
                        at("2026-01-26T00:00:00Z")))
                .extracting(line -> line.split(" ")[0])
                .containsExactly("keep", "keep", "remove");
    }

    @Test
    void a_pause_in_the_backups_ages_no_day_out() {
        assertThat(plan(new RotationPolicy(0, 2, 0, 0, 1), at("2026-06-01T02:00:00Z"), at("2026-01-01T02:00:00Z")))
                .containsExactly(
                        "keep 2026-06-01T02:00:00Z: the newest verified one, daily 2026-06-01",
                        "keep 2026-01-01T02:00:00Z: daily 2026-01-01");
    }

    @Test
    void the_rules_give_way_to_the_least_number_of_copies() {
        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 0, 3),
                        at("2026-01-04T02:00:00Z"),
                        at("2026-01-03T02:00:00Z"),
                        at("2026-01-02T02:00:00Z"),
                        at("2026-01-01T02:00:00Z")))
                .containsExactly(
                        "keep 2026-01-04T02:00:00Z: the newest verified one, last 1",
                        "keep 2026-01-03T02:00:00Z: min-copies 3",
                        "keep 2026-01-02T02:00:00Z: min-copies 3",
                        "remove 2026-01-01T02:00:00Z: no rule keeps it");
    }

    @Test
    void without_a_rule_everything_stays() {
        assertThat(plan(
                        RotationPolicy.KEEP_ALL,
                        at("2026-01-02T02:00:00Z"),
                        at("2026-01-01T02:00:00Z"),
                        at("2025-01-01T02:00:00Z")))
                .allMatch(line -> line.startsWith("keep")
                        && line.endsWith(": no keep-last, -daily, -weekly or -monthly is configured"));
    }

    @Test
    void a_bad_backup_goes_when_enough_verified_ones_that_stay_are_newer() {
        RotationPolicy policy = new RotationPolicy(1, 0, 0, 0, 2);
        Backup bad = doubtful("bad", Optional.of(Instant.parse("2026-01-02T12:00:00Z")));

        assertThat(plan(policy, at("2026-01-04T02:00:00Z"), at("2026-01-03T02:00:00Z"), bad))
                .contains("remove bad: not verified, and 2 newer verified kept");
        assertThat(plan(policy, at("2026-01-04T02:00:00Z"), bad, at("2026-01-02T02:00:00Z")))
                .contains("keep bad: not verified, but only 1 newer verified kept");
    }

    @Test
    void a_bad_backup_that_a_rule_would_keep_stays_for_it_may_have_been_a_faulty_moment() {
        Backup bad = doubtful("bad", Optional.of(Instant.parse("2026-01-02T12:00:00Z")));

        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 2, 2),
                        at("2026-03-04T02:00:00Z"),
                        at("2026-03-03T02:00:00Z"),
                        bad,
                        at("2025-12-02T02:00:00Z")))
                .containsExactly(
                        "keep 2026-03-04T02:00:00Z: the newest verified one, last 1, monthly 2026-03",
                        "remove 2026-03-03T02:00:00Z: no rule keeps it",
                        "keep bad: not verified, but only 1 newer verified kept",
                        "keep 2025-12-02T02:00:00Z: monthly 2025-12");
        assertThat(plan(
                        new RotationPolicy(10, 0, 0, 0, 2),
                        at("2026-01-04T02:00:00Z"),
                        at("2026-01-03T02:00:00Z"),
                        bad))
                .last()
                .isEqualTo("keep bad: not verified, and would be kept if it were: last 10");
        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 2, 1),
                        at("2026-02-04T02:00:00Z"),
                        at("2026-02-03T02:00:00Z"),
                        bad,
                        at("2025-12-02T02:00:00Z")))
                .containsExactly(
                        "keep 2026-02-04T02:00:00Z: the newest verified one, last 1, monthly 2026-02",
                        "remove 2026-02-03T02:00:00Z: no rule keeps it",
                        "keep bad: not verified, and would be kept if it were: monthly 2026-01",
                        "keep 2025-12-02T02:00:00Z: monthly 2025-12");
    }

    @Test
    void of_bad_backups_no_more_stay_than_the_rules_name() {
        assertThat(plan(
                        new RotationPolicy(2, 0, 0, 0, 1),
                        at("2026-01-09T02:00:00Z"),
                        doubtful("b8", Optional.of(Instant.parse("2026-01-08T12:00:00Z"))),
                        doubtful("b7", Optional.of(Instant.parse("2026-01-07T12:00:00Z"))),
                        doubtful("b6", Optional.of(Instant.parse("2026-01-06T12:00:00Z"))),
                        at("2026-01-05T02:00:00Z"),
                        at("2026-01-04T02:00:00Z")))
                .containsExactly(
                        "keep 2026-01-09T02:00:00Z: the newest verified one, last 2",
                        "keep b8: not verified, and would be kept if it were: last 2",
                        "remove b7: not verified, and 1 newer verified kept",
                        "remove b6: not verified, and 1 newer verified kept",
                        "keep 2026-01-05T02:00:00Z: last 2",
                        "remove 2026-01-04T02:00:00Z: no rule keeps it");
    }

    @Test
    void another_databases_backup_stays_however_many_are_newer() {
        Backup old = doubtful("others", Optional.of(Instant.parse("2025-01-02T12:00:00Z")));
        Backup others = new Backup(
                old.set(),
                old.id(),
                old.path(),
                old.snapshotTime(),
                old.bytes(),
                old.took(),
                old.dumped(),
                old.verifiedAt(),
                old.clockAhead(),
                old.problem(),
                Backup.Lack.DATABASE);

        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 0, 1),
                        at("2026-01-04T02:00:00Z"),
                        at("2026-01-03T02:00:00Z"),
                        others))
                .last()
                .asString()
                .startsWith("keep others: it is another database's");
    }

    @Test
    void what_nothing_proves_to_be_of_the_set_is_left_to_people() {
        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 0, 1),
                        at("2026-01-04T02:00:00Z"),
                        doubtful("20200101T000000Z", Optional.empty())))
                .last()
                .asString()
                .startsWith("keep 20200101T000000Z: not verified, and nothing proves");
    }

    @Test
    void a_copy_takes_no_place_of_another_and_goes_the_way_of_its_original() {
        assertThat(plan(
                        new RotationPolicy(2, 0, 0, 0, 1),
                        at("2026-01-04T02:00:00Z"),
                        verified("copy", Instant.parse("2026-01-04T02:00:00Z")),
                        at("2026-01-03T02:00:00Z"),
                        at("2026-01-02T02:00:00Z"),
                        verified("old copy", Instant.parse("2026-01-02T02:00:00Z"))))
                .containsExactly(
                        "keep 2026-01-04T02:00:00Z: the newest verified one, last 2",
                        "keep copy: a copy of one with this snapshot: the newest verified one, last 2",
                        "keep 2026-01-03T02:00:00Z: last 2",
                        "remove 2026-01-02T02:00:00Z: no rule keeps it",
                        "remove old copy: a copy of one with this snapshot: no rule keeps it");
    }

    @Test
    void a_set_without_a_verified_backup_loses_none() {
        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 0, 1),
                        doubtful("a", Optional.of(Instant.parse("2026-01-04T02:00:00Z"))),
                        doubtful("b", Optional.of(Instant.parse("2026-01-03T02:00:00Z")))))
                .allMatch(line -> line.startsWith("keep"));
    }

    @Test
    void one_from_the_future_stays_and_lets_none_that_is_true_go() {
        assertThat(plan(
                        new RotationPolicy(1, 0, 0, 0, 1),
                        at("2027-01-04T02:00:00Z"),
                        at("2026-06-02T02:00:00Z"),
                        at("2026-06-01T02:00:00Z")))
                .containsExactly(
                        "keep 2027-01-04T02:00:00Z: its snapshot lies in the future: a clock was wrong; look at it",
                        "keep 2026-06-02T02:00:00Z: the newest verified one, last 1",
                        "remove 2026-06-01T02:00:00Z: no rule keeps it");
    }

    private static Backup at(String time) {
        return verified(time, Instant.parse(time));
    }

    private static List<String> plan(RotationPolicy policy, Backup... backups) {
        return RotationPlan.of(policy, List.of(backups), NOW).entries().stream()
                .map(entry ->
                        (entry.remove() ? "remove " : "keep ") + entry.backup().id() + ": " + entry.reason())
                .toList();
    }
}
