package io.opsconductor.pulse.db.timescale.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;

class WorkersJudgeTest {
    private static List<Finding> judge(int workers, int processes, int databases, int jobs) {
        return WorkersJudge.judge(new Workers("pulse", workers, processes, 8, databases, jobs), 4);
    }

    @Test
    void a_worker_for_each_database_and_each_job_at_once_is_enough_and_one_less_is_not() {
        assertThat(judge(6, 14, 2, 9)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
        assertThat(judge(5, 14, 2, 9)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.measured()).isEqualTo("5 workers");
            assertThat(finding.remedy()).isEqualTo("ALTER SYSTEM SET timescaledb.max_background_workers = 6;");
        });
    }

    @Test
    void fewer_jobs_need_fewer_workers() {
        assertThat(judge(4, 14, 2, 2)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
        assertThat(judge(2, 14, 2, 0)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
    }

    @Test
    void where_schedulers_take_all_workers_no_job_can_run() {
        assertThat(judge(2, 14, 2, 1)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("no job can run");
        });
    }

    @Test
    void processes_are_shared_with_parallel_queries() {
        assertThat(judge(16, 24, 2, 9)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
        assertThat(judge(16, 23, 2, 9)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.remedy()).isEqualTo("ALTER SYSTEM SET max_worker_processes = 24;");
        });
    }
}
