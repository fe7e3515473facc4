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
    void aTenantGetsTheTierOfItsBestLiveSubscription() throws Exception {
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
    void aDeviceKeepsItsTierAsAPlanElseItsSubscriptionsPlanElseBasic() throws Exception {
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
    void aTierThatSomebodyAddedIsAPlanThatIsNotForSale() throws Exception {
        assertThat(database.value("SELECT name, description, limits, features, is_active FROM device_plans"
                        + " WHERE plan_id = 'industrial'"))
                .isEqualTo("Industrial|For plants|{\"sensors\": 77}|{\"x509_auth\": true}|f");
        assertThat(database.rows("SELECT plan_id FROM device_plans WHERE is_active ORDER BY sort_order"))
                .containsExactly("basic", "standard", "premium");
    }

    @Test
    void aDeviceInServiceHasASubscriptionWithTheStateAndTermOfTheOldOne() throws Exception {
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
    void aDeviceThatWasServedWithoutASubscriptionIsActiveWithoutEnd() throws Exception {
        assertThat(database.rows("SELECT device_id, plan_id, status, term_start <= now(), term_end"
                        + " FROM device_subscriptions WHERE tenant_id = 'served'"))
                .containsExactly("free rider|basic|ACTIVE|t|");
    }

    @Test
    void ofTwoTenantsWithOneDeviceIdTheFirstGetsTheSubscriptionAndTheOtherIsNamed() {
        assertThat(warnings)
                .filteredOn(warning -> warning.startsWith("108"))
                .singleElement()
                .asString()
                .startsWith("108: no device subscription for shared of tenant served")
                .doesNotContain("retired", "tenant pro");
    }

    @Test
    void runAgainItChangesNothingNotEvenWhatAnOperatorHasChangedMeanwhile() throws Exception {
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
