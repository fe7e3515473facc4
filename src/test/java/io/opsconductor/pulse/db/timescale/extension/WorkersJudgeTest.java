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
    void aWorkerForEachDatabaseAndEachJobAtOnceIsEnoughAndOneLessIsNot() {
        assertThat(judge(6, 14, 2, 9)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
        assertThat(judge(5, 14, 2, 9)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.measured()).isEqualTo("5 workers");
            assertThat(finding.remedy()).isEqualTo("ALTER SYSTEM SET timescaledb.max_background_workers = 6;");
        });
    }

    @Test
    void fewerJobsNeedFewerWorkers() {
        assertThat(judge(4, 14, 2, 2)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
        assertThat(judge(2, 14, 2, 0)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
    }

    @Test
    void whereSchedulersTakeAllWorkersNoJobCanRun() {
        assertThat(judge(2, 14, 2, 1)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("no job can run");
        });
    }

    @Test
    void processesAreSharedWithParallelQueries() {
        assertThat(judge(16, 24, 2, 9)).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.OK));
        assertThat(judge(16, 23, 2, 9)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.remedy()).isEqualTo("ALTER SYSTEM SET max_worker_processes = 24;");
        });
    }
}
