package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H5: any role may add a job that names another role's table; pasted by a superuser its remedy dropped the data. */
class H5FakePolicyIT {
    private static final HypertableSettings PROMISED = Configured.hypertables("telemetry.drop-after", "30d");

    private static void telemetry(TestDatabase database) throws Exception {
        new ForeignHypertables(database).begin();
        database.execute(
                "CREATE TABLE telemetry (time timestamptz NOT NULL)",
                "SELECT create_hypertable('telemetry', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO telemetry SELECT now() - d * interval '1 day' FROM generate_series(0, 19) AS d");
    }

    private static int chunks(TestDatabase database) throws Exception {
        try (var connection = database.connect()) {
            return Query.first(connection, "SELECT count(*) FROM show_chunks('telemetry')", row -> row.getInt(1))
                    .orElseThrow();
        }
    }

    @Test
    void a_job_of_a_role_that_may_not_act_for_the_tables_owner_is_no_policy_and_its_remedy_deletes_it()
            throws Exception {
        try (TestDatabase database = DevelopmentDatabases.shared().timescale()) {
            telemetry(database);
            database.execute(
                    "SET ROLE mallory",
                    "SELECT public.add_job('_timescaledb_functions.policy_retention', interval '1 hour', config =>"
                            + " json_build_object('hypertable_id', (SELECT id FROM _timescaledb_catalog.hypertable"
                            + " WHERE table_name = 'telemetry'), 'drop_after', '1 day')::jsonb)",
                    "RESET ROLE",
                    "UPDATE _timescaledb_internal.bgw_job_stat SET consecutive_failures = 1 WHERE job_id >= 1000");
            ForeignHypertables foreign = new ForeignHypertables(database);

            assertThat(foreign.findings(ForeignHypertables.byHand(), PROMISED))
                    .filteredOn(finding -> finding.check().equals("retention.policy"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.measured()).isEqualTo("no policy"));
            Finding fake = foreign.findings(ForeignHypertables.byHand(), PROMISED).stream()
                    .filter(finding -> finding.check().equals("retention.job"))
                    .findFirst()
                    .orElseThrow();
            assertThat(fake.severity()).isEqualTo(Severity.WARNING);
            assertThat(fake.message()).contains("its owner \"mallory\" may not act for the table's owner");
            assertThat(fake.remedy()).matches("SELECT public\\.delete_job\\(\\d+\\);");
            database.execute(fake.remedy());
            assertThat(chunks(database)).isEqualTo(20);
            assertThat(foreign.findings(ForeignHypertables.byHand(), PROMISED))
                    .filteredOn(finding -> finding.check().equals("retention.job"))
                    .allMatch(finding -> finding.severity() == Severity.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'drop_after', 'garbage'",
                "'drop_after', '-infinity'",
                "'drop_after', '-170000000 years'",
                "'drop_after', 1e300",
                "'drop_after', '1 day', 'hypertable_id', 1e300",
                "'drop_after', 1.5, 'hypertable_id', 1.5",
                "'drop_after', '1 day', 'mat_hypertable_id', 1e300",
                "'drop_after', '1 day', 'mat_hypertable_id', 'x'",
                "'drop_after', '1 day', 'mat_hypertable_id', (SELECT id FROM _timescaledb_catalog.hypertable WHERE"
                        + " schema_name = 'mal')"
            })
    void no_job_of_a_stranger_keeps_a_check_from_looking_or_counts_as_a_policy(
            String configuration, @Timescale TestDatabase database) throws Exception {
        telemetry(database);
        database.execute(
                "SELECT add_retention_policy('telemetry', interval '30 days')",
                "SET ROLE mallory",
                "CREATE TABLE mal.own (time timestamptz NOT NULL)",
                "SELECT public.create_hypertable('mal.own', 'time')");
        for (String procedure : List.of("retention", "compression", "refresh_continuous_aggregate")) {
            database.execute(
                    "SET ROLE mallory",
                    "SELECT public.add_job('_timescaledb_functions.policy_" + procedure
                            + "', interval '1 hour', config => jsonb_build_object('hypertable_id', 1,"
                            + " 'mat_hypertable_id', 1) || jsonb_build_object(" + configuration
                            + ") || jsonb_build_object('compress_after', 'garbage', 'start_offset', 'garbage'))");
        }

        assertThat(new ForeignHypertables(database).findings(ForeignHypertables.byHand(), PROMISED))
                .noneMatch(finding -> finding.message().contains("could not look"))
                .filteredOn(finding -> finding.check().equals("retention.policy")
                        && finding.subject().equals("telemetry"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.OK));
    }

    @Test
    void no_remedy_starts_or_wakes_a_policy_that_drops_sooner_than_promised(@Timescale TestDatabase database)
            throws Exception {
        telemetry(database);
        database.execute(
                "SELECT alter_job(add_retention_policy('telemetry', interval '1 day'), scheduled => false)",
                "UPDATE _timescaledb_internal.bgw_job_stat SET consecutive_failures = 1 WHERE job_id >= 1000");
        ForeignHypertables foreign = new ForeignHypertables(database);

        for (int round = 0; round < 3; round++) {
            for (Finding finding : foreign.findings(ForeignHypertables.byHand(), PROMISED)) {
                if (finding.cure().kind() == Remedy.Kind.SQL) {
                    database.execute(finding.remedy());
                }
            }
        }

        assertThat(chunks(database)).isEqualTo(20);
        assertThat(foreign.findings(ForeignHypertables.byHand(), PROMISED))
                .filteredOn(finding -> finding.check().equals("retention.policy"))
                .allMatch(finding -> finding.severity() == Severity.OK);
    }
}
