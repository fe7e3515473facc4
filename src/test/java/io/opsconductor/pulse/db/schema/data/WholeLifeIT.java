package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One database of the community edition with compressed telemetry, in use all the time while it is migrated from the
 * first file to the last by a superuser.
 */
class WholeLifeIT {

    private static final String TELEMETRY = "SELECT count(*), sum(seq), min(time), max(time),"
            + " md5(string_agg(metrics::text, '' ORDER BY time, device_id)) FROM telemetry";

    @Timescale
    private static TestDatabase database;

    private static SqlSession session;
    private static String telemetry;

    @BeforeAll
    static void migrate() throws Exception {
        migrateTo("030");
        database.execute("""
                INSERT INTO tenants (tenant_id, name) VALUES ('old', 'Old');
                INSERT INTO tenant_subscription (tenant_id, device_limit, plan_id) VALUES ('old', 10, 'pro');
                INSERT INTO device_registry (tenant_id, device_id, site_id)
                SELECT 'old', 'd' || i, 's' FROM generate_series(1, 5) AS i;
                INSERT INTO telemetry (time, tenant_id, device_id, seq, metrics)
                SELECT t, 'old', 'd' || d, extract(hour FROM t), jsonb_build_object('temp_c', d, 'battery_pct', 'n/a')
                FROM generate_series(now() - interval '9 days', now(), interval '1 hour') AS t,
                  generate_series(1, 5) AS d;
                INSERT INTO system_metrics (time, metric_name, service, value)
                SELECT t, 'cpu', 'api', 1
                FROM generate_series(now() - interval '3 days', now(), interval '1 hour') AS t""");
        migrateTo("034");
        try (var owner = new SqlSession(database.connect())) {
            telemetry = owner.value(TELEMETRY);
            owner.rows("SELECT compress_chunk(c) FROM show_chunks('telemetry', older_than => interval '2 days') AS c");
        }
        migrateTo("035");
        database.execute(Orphans.ROWS);
        migrateTo("069");
        database.execute(OldPipeline.INTEGRATIONS, OldPipeline.QUEUE);
        migrateTo("106");
        database.execute(OldPackages.ROWS);
        migrateTo("111");
        database.execute(LegacyDevices.ROWS);
        migrateTo("115");
        session = new SqlSession(database.connect());
    }

    @AfterAll
    static void drop() throws Exception {
        session.close();
    }

    @Test
    void no_reading_is_lost_and_what_was_compressed_still_is() throws Exception {
        assertThat(session.value(TELEMETRY)).isEqualTo(telemetry);
        assertThat(Integer.parseInt(session.value("SELECT count(*) FROM timescaledb_information.chunks"
                        + " WHERE hypertable_name = 'telemetry' AND is_compressed")))
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void readings_come_in_as_before_also_for_a_day_that_is_compressed() throws Exception {
        session.execute("BEGIN");
        assertThat(session.execute("INSERT INTO telemetry (time, tenant_id, device_id, metrics)"
                        + " SELECT now() - i * interval '1 day', 'old', 'd1', '{}' FROM generate_series(0, 8) AS i"))
                .isEqualTo(9);
        session.execute("ROLLBACK");
    }

    @Test
    void hourly_figures_can_be_made_of_readings_that_are_no_numbers() throws Exception {
        session.execute("CALL refresh_continuous_aggregate('telemetry_hourly', NULL, NULL)");

        assertThat(session.rows("SELECT DISTINCT message_count, avg_battery, avg_temp::integer FROM telemetry_hourly"
                        + " WHERE device_id = 'd3'"))
                .containsExactly("1||3");
    }

    @Test
    void nothing_is_left_of_the_tenant_that_never_existed() throws Exception {
        List<String> left = new ArrayList<>();
        for (String table : session.rows("SELECT table_name FROM information_schema.columns c"
                + " JOIN information_schema.tables USING (table_schema, table_name)"
                + " WHERE c.table_schema = 'public' AND column_name = 'tenant_id' AND table_type = 'BASE TABLE'")) {
            if (!session.rows("SELECT 1 FROM " + table + " WHERE tenant_id = 'ghost' LIMIT 1")
                    .isEmpty()) {
                left.add(table);
            }
        }
        assertThat(left).isEmpty();
    }

    @Test
    void a_subscription_of_the_first_kind_has_become_an_account_tier_and_device_subscriptions() throws Exception {
        assertThat(session.value("SELECT account_tier_id FROM tenants WHERE tenant_id = 'old'"))
                .isEqualTo("scale");
        assertThat(session.rows("SELECT DISTINCT plan_id, status, term_end::date FROM device_subscriptions"
                        + " WHERE tenant_id = 'old'"))
                .containsExactly("basic|ACTIVE|9999-01-01");
        assertThat(session.value("SELECT count(*) FROM tenant_subscription_archive"))
                .isEqualTo("1");
    }

    @Test
    void queues_and_devices_have_arrived_in_the_new_tables() throws Exception {
        assertThat(session.value("SELECT count(*) FROM notification_jobs WHERE tenant_id IN ('t', 'u')"))
                .isEqualTo("4");
        assertThat(session.value("SELECT count(*) FROM device_sensors")).isEqualTo("305");
        assertThat(session.value("SELECT count(*) FROM device_transports")).isEqualTo("303");
    }

    private static void migrateTo(String version) {
        TestMigration.to(version, database.url());
    }
}
