package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.migrate.RepairResult;
import io.opsconductor.pulse.db.migrate.status.RepairAction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairReportTest {
    @ParameterizedTest
    @CsvSource({
        "RETRY, true, 2_b.sql would be pending again: it was",
        "RETRY, false, 2_b.sql is pending again: it was",
        "MARK_APPLIED, true, would record 2_b.sql as applied: it was",
        "MARK_APPLIED, false, recorded 2_b.sql as applied: it was",
        "ACCEPT_CHANGED, true, would accept 2_b.sql as it is now: it was",
        "ACCEPT_CHANGED, false, accepted 2_b.sql as it is now: it was",
        "FORGET_MISSING, true, would forget 2_b.sql: it was",
        "FORGET_MISSING, false, forgot 2_b.sql: it was"
    })
    void what_was_done_is_told_as_past_and_what_was_not_as_possible(RepairAction action, boolean dryRun, String line) {
        RepairResult result =
                new RepairResult(action, List.of(new RepairResult.Repaired("002", "2_b.sql", "was so")), List.of());

        assertThat(RepairReport.table(result, dryRun)).isEqualTo(line + " so");
    }
}
