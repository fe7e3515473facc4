package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.FindingChange.Kind;
import org.junit.jupiter.api.Test;

class OpenFindingsTest {
    private static final Instant FIRST = Instant.parse("2026-11-26T05:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-26T05:15:00Z");

    @Test
    void what_is_as_it_was_is_no_change() {
        OpenFindings.Step first = OpenFindings.NONE.after(checkup(FIRST, late(Severity.WARNING), good("b")));

        assertThat(first.changes()).extracting(FindingChange::kind).containsExactly(Kind.NEW);
        assertThat(first.open()
                        .after(checkup(SECOND, late(Severity.WARNING), good("b")))
                        .changes())
                .isEmpty();
    }

    @Test
    void worse_better_and_resolved_are_told_with_the_time_since_when() {
        OpenFindings warned =
                OpenFindings.NONE.after(checkup(FIRST, late(Severity.WARNING))).open();

        FindingChange worse = only(warned.after(checkup(SECOND, late(Severity.CRITICAL))));
        FindingChange resolved = only(warned.after(checkup(SECOND, late(Severity.OK))));
        OpenFindings critical =
                warned.after(checkup(SECOND, late(Severity.CRITICAL))).open();

        assertThat(worse).isEqualTo(new FindingChange(Kind.WORSE, late(Severity.CRITICAL), FIRST));
        assertThat(resolved).isEqualTo(new FindingChange(Kind.RESOLVED, late(Severity.OK), FIRST));
        assertThat(only(critical.after(checkup(SECOND, late(Severity.WARNING)))))
                .isEqualTo(new FindingChange(Kind.BETTER, late(Severity.WARNING), FIRST));
    }

    @Test
    void a_good_finding_comes_and_goes_in_silence() {
        OpenFindings.Step step = OpenFindings.NONE.after(checkup(FIRST, good("a")));

        assertThat(step.changes()).isEmpty();
        assertThat(step.open().after(checkup(SECOND, good("b"))).changes()).isEmpty();
    }

    @Test
    void what_is_not_judged_any_more_is_gone() {
        OpenFindings open =
                OpenFindings.NONE.after(checkup(FIRST, late(Severity.CRITICAL))).open();

        assertThat(only(open.after(checkup(SECOND, good("other")))))
                .isEqualTo(new FindingChange(Kind.GONE, late(Severity.CRITICAL), FIRST));
    }

    @Test
    void what_cannot_be_seen_is_not_gone_and_keeps_its_time() {
        Finding blind = Finding.unknown("compression.backlog", "plant", "could not look", "");
        OpenFindings open =
                OpenFindings.NONE.after(checkup(FIRST, late(Severity.CRITICAL))).open();

        OpenFindings.Step unseen = open.after(checkup(SECOND, blind));
        OpenFindings.Step seen = unseen.open().after(checkup(SECOND, late(Severity.OK)));

        assertThat(unseen.changes()).extracting(FindingChange::finding).containsExactly(blind);
        assertThat(seen.changes())
                .containsExactlyInAnyOrder(
                        new FindingChange(Kind.RESOLVED, late(Severity.OK), FIRST),
                        new FindingChange(Kind.GONE, blind, SECOND));
    }

    @Test
    void two_findings_of_one_subject_are_two() {
        OpenFindings open = OpenFindings.NONE
                .after(checkup(FIRST, late(Severity.CRITICAL), late(Severity.CRITICAL)))
                .open();

        assertThat(open.after(checkup(SECOND, late(Severity.CRITICAL))).changes())
                .extracting(FindingChange::kind)
                .containsExactly(Kind.GONE);
    }

    @Test
    void the_same_subject_in_another_database_is_another() {
        Finding there = late(Severity.CRITICAL).of(Optional.of("plant"));
        OpenFindings open = OpenFindings.NONE.after(checkup(FIRST, there)).open();

        assertThat(open.after(checkup(SECOND, there, late(Severity.CRITICAL))).changes())
                .extracting(FindingChange::finding)
                .containsExactly(late(Severity.CRITICAL));
    }

    private static FindingChange only(OpenFindings.Step step) {
        assertThat(step.changes()).hasSize(1);
        return step.changes().get(0);
    }

    private static CheckupResult checkup(Instant at, Finding... findings) {
        return new CheckupResult(at, List.of(findings), Optional.empty());
    }

    private static Finding late(Severity severity) {
        return Finding.of(severity, "compression.backlog", "telemetry", "late");
    }

    private static Finding good(String subject) {
        return Finding.ok("compression.policy", subject, "", "", "fine");
    }
}
