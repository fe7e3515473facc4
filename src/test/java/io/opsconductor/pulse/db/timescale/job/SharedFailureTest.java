package io.opsconductor.pulse.db.timescale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.JobFacts;
import org.junit.jupiter.api.Test;

class SharedFailureTest {
    private static List<Finding> judge(Job... jobs) {
        return new JobJudge("compression.job", JobFacts.jobs(jobs), JobFacts.LIMITS, Set.of())
                .judge(Job.Task.COMPRESS, "none");
    }

    @Test
    void jobs_that_all_fail_with_the_same_state_are_one_critical_finding_with_number_and_text() {
        Job failed = JobFacts.failed(1, "invalid transaction termination");
        assertThat(judge(failed, failed)).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("timescale.job");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message())
                    .isEqualTo("all 2 jobs that have run fail with SQLSTATE XX000: invalid transaction termination;"
                            + " no job has ever ended well");
            assertThat(finding.figure().orElseThrow().value()).hasValue(2);
        });
    }

    @Test
    void one_that_ends_well_or_that_is_alone_makes_each_a_finding_of_its_own() {
        Job failed = JobFacts.failed(1, "division by zero");
        assertThat(judge(failed, failed, JobFacts.healthy()))
                .extracting(Finding::check)
                .containsOnly("compression.job")
                .hasSize(3);
        assertThat(judge(failed)).extracting(Finding::check).containsExactly("compression.job");
    }

    @Test
    void two_whose_errors_cannot_be_seen_may_fail_for_reasons_of_their_own_and_three_may_not() {
        Job hidden = JobFacts.failed(1, null);
        assertThat(judge(hidden, hidden)).extracting(Finding::check).containsOnly("compression.job");
        assertThat(judge(hidden, hidden, hidden)).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("hidden from role \"watcher\""));
    }

    @Test
    void a_job_that_never_ran_says_nothing_about_the_others() {
        Job failed = JobFacts.failed(2, "broken");
        assertThat(judge(failed, failed, JobFacts.neverRan(JobFacts.NOW.plusSeconds(60))))
                .extracting(Finding::check)
                .containsExactly("timescale.job", "compression.job");
    }
}
