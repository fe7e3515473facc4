package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.Test;

/** C1: the integer_now function of a hypertable's owner runs in the session of whoever looks. */
class C1IntegerNowIT {
    private static final HypertableSettings PROMISED = Configured.hypertables(
            "\"mal.ticks\".integer-step", "1s", "\"mal.ticks\".compress-after", "1h", "\"mal.ticks\".drop-after", "2h");

    @Test
    void a_look_by_a_superuser_calls_no_function_of_another_role_and_says_why_it_does_not_know(
            @Timescale TestDatabase database) throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.integers();
        foreign.forget();

        List<Finding> findings = foreign.findings(ForeignHypertables.scheduled(), PROMISED);

        assertThat(foreign.ran()).isEmpty();
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("retention.backlog"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
                    assertThat(finding.message()).contains("mal.now_()", "belongs to role mallory");
                });
    }

    /** TimescaleDB's own alter_job and add_…_policy call the function too, as whoever calls them: seen in 2.17 and 2.29. */
    @Test
    void no_fix_and_no_remedy_to_paste_makes_timescaledb_call_it_either(@Timescale TestDatabase database)
            throws Exception {
        ForeignHypertables foreign = new ForeignHypertables(database);
        foreign.integers();
        database.execute(
                // Where there is a scheduler, the job would run as mallory, which is no fault.
                "SELECT _timescaledb_functions.stop_background_workers()",
                "SET ROLE mallory",
                "SELECT public.add_retention_policy('mal.ticks', BIGINT '86400')",
                "RESET ROLE");
        foreign.forget();

        assertThat(foreign.plan(ForeignHypertables.scheduled(), PROMISED, Set.of())
                        .steps())
                .extracting(FixStep::sql)
                .isEmpty();
        for (Finding finding : foreign.findings(ForeignHypertables.scheduled(), PROMISED)) {
            if (finding.cure().kind() == Remedy.Kind.SQL) {
                database.execute(finding.remedy());
            }
        }
        assertThat(foreign.ran()).isEmpty();
    }
}
