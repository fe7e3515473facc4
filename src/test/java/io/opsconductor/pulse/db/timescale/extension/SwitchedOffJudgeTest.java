package io.opsconductor.pulse.db.timescale.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchedOffJudgeTest {
    private static final String SKIP = "timescaledb.skip_cagg_invalidation";

    @ParameterizedTest
    @CsvSource({
        "timescaledb.disable_load, false, false, CRITICAL",
        "timescaledb.disable_load, true, false, CRITICAL",
        "timescaledb.restoring, true, false, CRITICAL",
        "timescaledb.enable_optimizations, true, false, CRITICAL",
        "timescaledb.enable_columnarscan, true, false, CRITICAL",
        "timescaledb.enable_transparent_decompression, false, false, CRITICAL",
        "timescaledb.skip_cagg_invalidation, false, true, CRITICAL",
        "timescaledb.skip_cagg_invalidation, true, true, WARNING",
        "timescaledb.skip_cagg_invalidation, false, false, OK",
        "session_replication_role, false, true, WARNING",
    })
    void what_loses_rows_is_critical_unless_a_trusted_role_may_mean_it(
            String setting, boolean trusted, boolean aggregates, Severity severity) {
        Finding finding = judge(new SwitchedOff(setting, false, Optional.of("w"), 7, trusted, aggregates));
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.subject()).isEqualTo(severity == Severity.OK ? "metrics" : "w");
    }

    @Test
    void the_remedy_takes_it_away_from_where_it_is_stored() {
        assertThat(judge(new SwitchedOff(SKIP, false, Optional.of("w\"x"), 7, false, true))
                        .remedy())
                .isEqualTo("ALTER ROLE \"w\"\"x\" RESET " + SKIP
                        + "; ALTER ROLE \"w\"\"x\" IN DATABASE \"metrics\" RESET " + SKIP + ";");
        assertThat(judge(new SwitchedOff(SKIP, false, Optional.empty(), 0, false, true))
                        .remedy())
                .isEqualTo("ALTER ROLE ALL RESET " + SKIP + "; ALTER DATABASE \"metrics\" RESET " + SKIP + ";");
        assertThat(judge(new SwitchedOff(SKIP, true, Optional.empty(), 0, false, true))
                        .remedy())
                .startsWith("ALTER SYSTEM RESET " + SKIP);
        Finding unreadable = judge(new SwitchedOff(SKIP, false, Optional.empty(), 7, false, true));
        assertThat(unreadable.subject()).isEqualTo("role 7");
        assertThat(unreadable.remedy()).startsWith("DO $$").contains("oid OPERATOR(pg_catalog.=) 7");
    }

    private static Finding judge(SwitchedOff stored) {
        List<Finding> findings = SwitchedOffJudge.judge("metrics", List.of(stored));
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
