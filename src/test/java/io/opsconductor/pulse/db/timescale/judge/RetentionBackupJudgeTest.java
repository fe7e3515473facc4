package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.counting;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static io.opsconductor.pulse.db.timescale.Facts.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import org.junit.jupiter.api.Test;

class RetentionBackupJudgeTest {
    private static Finding judge(Duration gap, Hypertable hypertable, Expectation... expectations) {
        Hypertables facts = found(hypertable);
        List<Finding> findings = RetentionBackupJudge.judge(
                facts, DeclaredHypertable.pair(facts, List.of(expectations)), Optional.ofNullable(gap));
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void data_that_is_kept_from_one_backup_to_the_next_is_fine_and_a_microsecond_less_is_not() {
        assertThat(judge(DAY, hypertable(drops(DAY))).severity()).isEqualTo(Severity.OK);
        Finding finding = judge(DAY, hypertable(drops(DAY.minus(MICRO))));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject()).isEqualTo("telemetry");
        assertThat(finding.target()).isEqualTo("a backup every 1d");
    }

    @Test
    void a_promise_counts_as_much_as_a_policy() {
        assertThat(judge(DAY, hypertable(drops(DAY)), expectation(null, HOUR)).severity())
                .isEqualTo(Severity.WARNING);
        assertThat(judge(DAY, hypertable(paused(drops(HOUR)))).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void what_cannot_be_compared_is_not_judged() {
        assertThat(judge(null, hypertable(drops(HOUR))).message()).startsWith("no set has a schedule");
        assertThat(judge(DAY, hypertable()).severity()).isEqualTo(Severity.OK);
        assertThat(judge(DAY, counting(policy(1002, PolicyKind.RETENTION, new Lag.Steps(1))))
                        .severity())
                .isEqualTo(Severity.OK);
    }
}
