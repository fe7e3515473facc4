package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 108: every tenant gets an account tier, every device a plan and a subscription, and nobody served loses. */
class Migration108IT {

    private static SchemaDatabase database;
    private static List<String> warnings;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("107");
        database.execute(OldPackages.ROWS);
        warnings = database.apply("108");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void a_tenant_gets_the_tier_of_its_best_live_subscription() throws Exception {
        assertThat(database.rows("SELECT tenant_id, account_tier_id FROM tenants ORDER BY 1"))
                .containsExactly(
                        "expired|free",
                        "nothing|free",
                        "pro|scale",
                        "served|growth",
                        "two|enterprise",
                        "unknown|growth");
    }

    @Test
    void a_device_keeps_its_tier_as_a_plan_else_its_subscriptions_plan_else_basic() throws Exception {
        assertThat(database.rows("SELECT tenant_id, device_id, plan_id FROM device_registry ORDER BY 1, 2"))
                .containsExactly(
                        "expired|ended|standard",
                        "pro|addon|basic",
                        "pro|industrial|industrial",
                        "pro|premium|premium",
                        "pro|retired|basic",
                        "pro|shared|basic",
                        "served|free rider|basic",
                        "served|shared|standard",
                        "unknown|in grace|basic",
                        "unknown|plan of a name|standard");
    }

    @Test
    void a_tier_that_somebody_added_is_a_plan_that_is_not_for_sale() throws Exception {
        assertThat(database.value("SELECT name, description, limits, features, is_active FROM device_plans"
                        + " WHERE plan_id = 'industrial'"))
                .isEqualTo("Industrial|For plants|{\"sensors\": 77}|{\"x509_auth\": true}|f");
        assertThat(database.rows("SELECT plan_id FROM device_plans WHERE is_active ORDER BY sort_order"))
                .containsExactly("basic", "standard", "premium");
    }

    @Test
    void a_device_in_service_has_a_subscription_with_the_state_and_term_of_the_old_one() throws Exception {
        String query = """
                SELECT tenant_id, device_id, plan_id, status, term_start::date, term_end::date,
                  grace_end::date, stripe_subscription_id, stripe_price_id
                FROM device_subscriptions WHERE tenant_id <> 'served' ORDER BY 1, 2""";

        assertThat(database.rows(query))
                .containsExactly(
                        "expired|ended|standard|EXPIRED|2020-01-01|2021-01-01|||",
                        "pro|addon|basic|ACTIVE|2024-02-01|2030-01-01|||",
                        "pro|industrial|industrial|ACTIVE|2024-01-01|2030-01-01||sub_1|price_1",
                        "pro|premium|premium|ACTIVE|2024-01-01|2030-01-01||sub_1|price_1",
                        "pro|shared|basic|ACTIVE|2024-01-01|2030-01-01||sub_1|price_1",
                        "unknown|in grace|basic|GRACE|2024-01-01|2024-12-31|2025-02-01||",
                        "unknown|plan of a name|standard|ACTIVE|2024-01-01|2030-01-01|||");
    }

    @Test
    void a_device_that_was_served_without_a_subscription_is_active_without_end() throws Exception {
        assertThat(database.rows("SELECT device_id, plan_id, status, term_start <= now(), term_end"
                        + " FROM device_subscriptions WHERE tenant_id = 'served'"))
                .containsExactly("free rider|basic|ACTIVE|t|");
    }

    @Test
    void of_two_tenants_with_one_device_id_the_first_gets_the_subscription_and_the_other_is_named() {
        assertThat(warnings)
                .filteredOn(warning -> warning.startsWith("108"))
                .singleElement()
                .asString()
                .startsWith("108: no device subscription for shared of tenant served")
                .doesNotContain("retired", "tenant pro");
    }

    @Test
    void run_again_it_changes_nothing_not_even_what_an_operator_has_changed_meanwhile() throws Exception {
        String[] tables = {"tenants", "device_registry", "device_plans", "device_subscriptions", "account_tiers"};
        try (var again = SchemaDatabase.before("107")) {
            again.execute(OldPackages.ROWS);
            again.apply("108");
            again.execute("""
                    UPDATE tenants SET account_tier_id = 'enterprise' WHERE tenant_id = 'expired';
                    UPDATE device_registry SET plan_id = 'premium' WHERE device_id = 'addon';
                    UPDATE device_subscriptions SET status = 'CANCELLED' WHERE device_id = 'premium';
                    UPDATE device_plans SET monthly_price_cents = 1 WHERE plan_id = 'basic'""");
            var before = again.picture(tables);

            again.psql("108");

            assertThat(again.picture(tables)).isEqualTo(before);
        }
    }
}
