package io.opsconductor.pulse.db.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.timescale.extension.ExtensionCheck;
import io.opsconductor.pulse.db.timescale.job.SchedulerCheck;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On TimescaleDB's community edition, wherever it runs. */
class CommunityEditionIT {
    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().timescale();

    private final Looking looking = new Looking(database);

    @BeforeEach
    void createExtension() throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }

    @Test
    void the_community_edition_is_fine() throws Exception {
        Finding finding = looking.at(new ExtensionCheck()).get(0);
        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.OK);
        assertThat(finding.measured()).startsWith("2.");
    }

    @Test
    void where_no_scheduler_can_run_the_configuration_says_so_and_the_finding_repeats_it() throws Exception {
        Finding finding = looking.at(new SchedulerCheck(Configured.schedulerExpected(false)))
                .get(0);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        if (!database.schedulerRuns()) {
            assertThat(finding.message()).contains("scheduler-expected=false");
            assertThat(looking.at(new SchedulerCheck(Configured.schedulerExpected(true)))
                            .get(0)
                            .severity())
                    .isEqualTo(Severity.CRITICAL);
        }
    }
}
