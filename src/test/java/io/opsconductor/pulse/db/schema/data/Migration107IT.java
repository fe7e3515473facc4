package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 107: subscriptions, plans and tiers are dropped, and everything they held is in the archive. */
class Migration107IT {

    private static final String ARCHIVED = "FROM subscription_audit WHERE actor_id = 'migration-107' AND event_type = ";

    private static SchemaDatabase database;
    private static List<String> subscriptions;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("107");
        database.execute(OldPackages.ROWS);
        subscriptions = database.rows("SELECT to_jsonb(s) FROM subscriptions s ORDER BY subscription_id");
        database.apply("107");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void every_subscription_is_archived_with_all_its_columns() throws Exception {
        assertThat(database.rows("SELECT previous_state " + ARCHIVED
                        + "'SUBSCRIPTION_ARCHIVED' ORDER BY previous_state ->> 'subscription_id'"))
                .isEqualTo(subscriptions)
                .hasSize(7);
    }

    @Test
    void a_subscription_is_archived_with_its_slots_and_its_plan() throws Exception {
        assertThat(database.rows("SELECT tenant_id, details ->> 'allocations', details #>> '{plan,name}' " + ARCHIVED
                        + "'SUBSCRIPTION_ARCHIVED' AND tenant_id IN ('pro', 'unknown')"
                        + " ORDER BY previous_state ->> 'subscription_id'"))
                .containsExactly(
                        "pro|[{\"tier\": \"basic\", \"slot_limit\": 5, \"slots_used\": 2},"
                                + " {\"tier\": \"industrial\", \"slot_limit\": 5, \"slots_used\": 2}]|Pro",
                        "pro|[]|Starter",
                        "unknown|[]|Bespoke",
                        "unknown|[]|Standard");
    }

    @Test
    void every_device_is_archived_with_its_subscription_and_its_tier() throws Exception {
        assertThat(database.rows("SELECT tenant_id, d ->> 'device_id', d ->> 'subscription_id', d ->> 'tier'"
                        + " FROM (SELECT tenant_id, jsonb_array_elements(details -> 'devices') AS d " + ARCHIVED
                        + "'PACKAGES_ARCHIVED') AS devices ORDER BY 1, 2"))
                .containsExactly(
                        "expired|ended|E|standard",
                        "pro|addon|P+|basic",
                        "pro|industrial|P|industrial",
                        "pro|premium|P|premium",
                        "pro|retired|P|basic",
                        "pro|shared|P|",
                        "served|free rider||",
                        "served|shared||standard",
                        "unknown|in grace|U|",
                        "unknown|plan of a name|U2|");
    }

    @Test
    void a_tenant_without_devices_is_in_the_archive_too() throws Exception {
        assertThat(database.rows(
                        "SELECT tenant_id, count(*) " + ARCHIVED + "'PACKAGES_ARCHIVED' GROUP BY 1 ORDER BY 1"))
                .containsExactly("expired|1", "nothing|1", "pro|1", "served|1", "two|1", "unknown|1");
    }

    @Test
    void a_device_still_points_to_its_subscription_in_the_archive() throws Exception {
        assertThat(database.value("SELECT count(*) FROM device_registry WHERE subscription_id IS NOT NULL"))
                .isEqualTo("8");
        assertThat(database.value("SELECT to_regclass('subscriptions'), to_regclass('device_tiers')"))
                .isEqualTo("|");
    }

    @Test
    void a_view_of_somebody_elses_is_not_dropped_by_cascade_but_stops_it() throws Exception {
        try (var other = SchemaDatabase.before("107")) {
            other.execute(OldPackages.ROWS);
            other.execute("CREATE VIEW invoices AS SELECT tenant_id, plan_id FROM subscriptions");
            var before = other.picture("subscriptions", "device_registry", "device_tiers", "subscription_plans");

            assertThatThrownBy(() -> other.apply("107")).hasMessageContaining("subscriptions");

            assertThat(other.picture("subscriptions", "device_registry", "device_tiers", "subscription_plans"))
                    .isEqualTo(before);
            assertThat(other.value("SELECT count(*) FROM invoices")).isEqualTo("7");
        }
    }
}
