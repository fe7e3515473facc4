package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 031: the rows of tenant_subscription become MAIN subscriptions, which cover the tenants' devices. */
class Migration031IT {

    private static final String SUBSCRIPTIONS = """
            SELECT tenant_id, subscription_type, device_limit, active_device_count, term_start::date, term_end::date,
              status, grace_end::date, plan_id, created_at::date, updated_at::date
            FROM subscriptions ORDER BY tenant_id, subscription_type""";

    private SchemaDatabase database;

    @BeforeEach
    void twoTenantsWithSubscriptionsAndOneWithout() throws Exception {
        database = SchemaDatabase.before("031");
        database.execute("""
                INSERT INTO tenants (tenant_id, name) VALUES ('full', 'F'), ('bare', 'B'), ('without', 'W');
                INSERT INTO tenant_subscription (tenant_id, device_limit, active_device_count, term_start, term_end,
                  plan_id, status, grace_end, created_at, updated_at)
                VALUES
                  ('full', 10, 2, '2024-01-01', '2025-01-01', 'gold', 'GRACE', '2025-02-01', '2023-12-01',
                   '2024-06-01'),
                  ('bare', 5, 0, NULL, NULL, NULL, 'TRIAL', NULL, '2023-11-01', '2023-11-02');
                INSERT INTO device_registry (tenant_id, device_id, site_id)
                VALUES ('full', 'd1', 's'), ('full', 'd2', 's'), ('bare', 'd1', 's'), ('without', 'd1', 's')""");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void every_row_becomes_a_main_subscription_with_nothing_lost() throws Exception {
        database.apply("031");

        assertThat(database.rows(SUBSCRIPTIONS))
                .contains("full|MAIN|10|2|2024-01-01|2025-01-01|GRACE|2025-02-01|gold|2023-12-01|2024-06-01");
        assertThat(database.value("SELECT count(*), count(DISTINCT subscription_id) FROM subscriptions"))
                .isEqualTo("2|2");
    }

    @Test
    void a_missing_term_starts_when_the_row_was_made_and_never_ends() throws Exception {
        database.apply("031");

        assertThat(database.rows(SUBSCRIPTIONS))
                .contains("bare|MAIN|5|0|2023-11-01|9999-01-01|TRIAL|||2023-11-01|2023-11-02");
    }

    @Test
    void devices_are_covered_by_their_tenants_subscription_and_those_of_others_by_none() throws Exception {
        database.apply("031");

        String query = """
                SELECT d.tenant_id, d.device_id, s.tenant_id
                FROM device_registry d LEFT JOIN subscriptions s USING (subscription_id) ORDER BY 1, 2""";

        assertThat(database.rows(query)).containsExactly("bare|d1|bare", "full|d1|full", "full|d2|full", "without|d1|");
    }

    @Test
    void what_services_have_subscribed_already_stays_as_it_is() throws Exception {
        database.execute("""
                INSERT INTO subscriptions (subscription_id, tenant_id, subscription_type, device_limit, term_start,
                  term_end)
                VALUES ('NEW', 'full', 'MAIN', 99, '2025-01-01', '2026-01-01'),
                  ('TRY', 'full', 'TRIAL', 1, '2025-01-01', '2026-01-01');
                UPDATE device_registry SET subscription_id = 'TRY' WHERE tenant_id = 'full' AND device_id = 'd2'""");
        var before = database.rows("SELECT to_jsonb(s) FROM subscriptions s ORDER BY subscription_id");

        database.apply("031");

        assertThat(database.rows(
                        "SELECT to_jsonb(s) FROM subscriptions s WHERE tenant_id = 'full' ORDER BY subscription_id"))
                .isEqualTo(before);
        assertThat(database.rows("SELECT device_id, subscription_id FROM device_registry WHERE tenant_id = 'full'"))
                .containsExactlyInAnyOrder("d1|NEW", "d2|TRY");
    }

    @Test
    void run_again_it_moves_what_has_come_since_and_nothing_else() throws Exception {
        database.apply("031");
        var before = database.rows(SUBSCRIPTIONS);
        database.execute("INSERT INTO tenant_subscription (tenant_id, device_limit) VALUES ('without', 7)");

        database.psql("031");

        assertThat(database.rows(SUBSCRIPTIONS)).containsAll(before).hasSize(3);
        assertThat(database.value("SELECT device_limit FROM device_registry JOIN subscriptions USING (subscription_id)"
                        + " WHERE device_registry.tenant_id = 'without'"))
                .isEqualTo("7");
    }

    @Test
    void run_again_after032_it_does_nothing_and_says_why() throws Exception {
        database.apply("032");
        var before = database.picture("subscriptions", "device_registry");

        assertThat(database.psql("031")).contains("tenant_subscription is gone");

        assertThat(database.picture("subscriptions", "device_registry")).isEqualTo(before);
    }
}
