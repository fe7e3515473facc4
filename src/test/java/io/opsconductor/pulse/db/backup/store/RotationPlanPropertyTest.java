package io.opsconductor.pulse.db.backup.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.judge.RecoveryPointJudgeTest;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What rotation promises of any set and any policy. */
class RotationPlanPropertyTest {
    private static final long FIRST = Instant.parse("2025-11-20T00:00:00Z").getEpochSecond();
    private static final long SECONDS = 90L * 24 * 3600;
    private static final Instant NOW = Instant.ofEpochSecond(FIRST + SECONDS);

    @Property
    void never_fewer_verified_snapshots_are_left_than_the_minimum_or_all(
            @ForAll("policies") RotationPolicy policy, @ForAll("backups") List<Backup> backups) {
        int before = VerifiedBackups.newestFirst(backups).size();

        assertThat(VerifiedBackups.newestFirst(left(policy, backups)).size())
                .isGreaterThanOrEqualTo(Math.min(before, policy.minCopies()));
    }

    @Property
    void the_newest_verified_one_stays(
            @ForAll("policies") RotationPolicy policy, @ForAll("backups") List<Backup> backups) {
        assertThat(left(policy, backups))
                .containsAll(
                        VerifiedBackups.newestFirst(backups).stream().limit(1).toList());
    }

    @Property
    void a_second_rotation_removes_nothing(
            @ForAll("policies") RotationPolicy policy, @ForAll("backups") List<Backup> backups) {
        assertThat(RotationPlan.of(policy, left(policy, backups), NOW).entries().stream()
                        .filter(RotationPlan.Entry::remove))
                .isEmpty();
    }

    @Property
    void the_order_in_which_they_are_found_does_not_matter(
            @ForAll("policies") RotationPolicy policy, @ForAll("backups") List<Backup> backups, @ForAll Random random) {
        List<Backup> shuffled = new ArrayList<>(backups);
        Collections.shuffle(shuffled, random);

        assertThat(RotationPlan.of(policy, shuffled, NOW)).isEqualTo(RotationPlan.of(policy, backups, NOW));
    }

    @Property
    void every_backup_has_one_fate_and_a_reason(
            @ForAll("policies") RotationPolicy policy, @ForAll("backups") List<Backup> backups) {
        List<RotationPlan.Entry> entries = RotationPlan.of(policy, backups, NOW).entries();

        assertThat(entries).extracting(RotationPlan.Entry::backup).containsExactlyInAnyOrderElementsOf(backups);
        assertThat(entries).extracting(RotationPlan.Entry::reason).noneMatch(String::isEmpty);
    }

    @Property
    void keep_daily_claims_one_verified_backup_a_day_and_no_more_days_than_it_may(
            @ForAll("policies") RotationPolicy policy, @ForAll("backups") List<Backup> backups) {
        List<LocalDate> claimed = RotationPlan.of(policy, backups, NOW).entries().stream()
                .filter(entry -> entry.backup().verified() && entry.reason().contains("daily "))
                .map(entry -> entry.backup().snapshotTime().orElseThrow())
                .distinct()
                .map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC))
                .toList();

        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(claimed.size()).isLessThanOrEqualTo(policy.daily());
    }

    @Property
    void with_one_rule_alone_no_more_is_left_than_it_and_the_minimum_ask_for(
            @ForAll("backups") List<Backup> backups, @ForAll("counts") int last, @ForAll("counts") int copies) {
        RotationPolicy policy = new RotationPolicy(last, 0, 0, 0, Math.max(1, copies));

        if (!policy.keepsAll()) {
            assertThat(VerifiedBackups.newestFirst(left(policy, backups)).size())
                    .isLessThanOrEqualTo(Math.max(last, policy.minCopies()));
        }
    }

    private static List<Backup> left(RotationPolicy policy, List<Backup> backups) {
        return RotationPlan.of(policy, backups, NOW).entries().stream()
                .filter(entry -> !entry.remove())
                .map(RotationPlan.Entry::backup)
                .collect(Collectors.toList());
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(0, 5);
    }

    @Provide
    Arbitrary<RotationPolicy> policies() {
        return Combinators.combine(
                        counts(),
                        counts(),
                        counts(),
                        counts(),
                        Arbitraries.integers().between(1, 5))
                .as(RotationPolicy::new);
    }

    /** Ninety days of them, bunched together, some bad, some undated, some copies. */
    @Provide
    Arbitrary<List<Backup>> backups() {
        Arbitrary<Instant> times =
                Arbitraries.longs().between(0, SECONDS).map(second -> Instant.ofEpochSecond(FIRST + second));
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 9);
        return Combinators.combine(times, kinds)
                .as((time, kind) -> {
                    String id = time + "-" + kind;
                    return switch (kind) {
                        case 0 -> RecoveryPointJudgeTest.doubtful(id, Optional.of(time));
                        case 1 -> RecoveryPointJudgeTest.doubtful(id, Optional.empty());
                        default -> RecoveryPointJudgeTest.verified(id, time);
                    };
                })
                .list()
                .uniqueElements(Backup::path)
                .ofMaxSize(40);
    }
}
