package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.timescale.Looking;
import org.junit.jupiter.api.Test;

/**
 * E8: an aggregate's owner let each run of its policy take one bucket. The newest go first, so that the watermark is where it
 * should be and the job's last run went well: of 1440 rows 26 were in the aggregate, and the check was OK.
 */
class E8PartialRefreshIT {
    @Timescale
    private TestDatabase database;

    @Test
    void what_a_run_of_parts_leaves_for_hundreds_of_runs_is_critical() throws Exception {
        new Looking(database).needs("buckets_per_batch");
        RefreshAttack refresh = new RefreshAttack(database);
        refresh.materialized();
        refresh.policy("interval '55 days'");
        assertThat(refresh.finding("hourly").severity()).isEqualTo(Severity.OK);

        database.execute("UPDATE raw SET v = v + 1 WHERE time < now() - interval '2 days'");
        parts(1);
        refresh.run();

        Finding behind = refresh.finding("hourly");
        assertThat(behind.severity()).as(behind.message()).isEqualTo(Severity.CRITICAL);
        assertThat(behind.measured()).matches("12[0-9][0-9] buckets waiting");
        assertThat(behind.message()).contains("runs every 1h and takes a part each time");

        parts(0);
        refresh.run();
        assertThat(refresh.finding("hourly").measured()).startsWith("late rows of");
    }

    private void parts(int most) throws Exception {
        database.execute("SELECT alter_job(job_id, config => config || '{\"buckets_per_batch\": 1,"
                + " \"max_batches_per_execution\": " + most + "}')"
                + " FROM timescaledb_information.jobs WHERE proc_name = 'policy_refresh_continuous_aggregate'");
    }
}
