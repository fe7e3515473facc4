package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 032: tenant_subscription goes, and an archive of it stays. */
class Migration032IT {

    private static final String COLUMNS =
            "tenant_id, device_limit, active_device_count, term_start, term_end, plan_id, status, grace_end,"
                    + " created_at, updated_at";
    private static final String ALL = "SELECT " + COLUMNS + " FROM tenant_subscription ORDER BY tenant_id";
    private static final String ARCHIVE = "SELECT " + COLUMNS + " FROM tenant_subscription_archive ORDER BY tenant_id";

    private SchemaDatabase database;

    @BeforeEach
    void subscriptionsThat031HasMoved() throws Exception {
        database = SchemaDatabase.before("031");
        database.execute("""
                INSERT INTO tenants (tenant_id, name) SELECT 't' || i, 'T' FROM generate_series(1, 50) AS i;
                INSERT INTO tenant_subscription (tenant_id, device_limit, term_start, term_end, plan_id)
                SELECT tenant_id, row_number() OVER (), now(), CASE WHEN tenant_id > 't3' THEN now() END, 'p'
                FROM tenants WHERE tenant_id <> 't50'""");
        database.apply("031");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void the_archive_holds_every_row_exactly_as_it_was() throws Exception {
        var before = database.rows(ALL);

        database.apply("032");

        assertThat(database.rows(ARCHIVE)).isEqualTo(before).hasSize(49);
        assertThat(database.value("SELECT to_regclass('tenant_subscription')")).isEmpty();
        assertThat(database.value("SELECT count(*) FROM tenant_subscription_archive WHERE archived_at IS NULL"))
                .isEqualTo("0");
    }

    @Test
    void what_changed_after031_is_archived_as_it_was_last() throws Exception {
        database.execute("UPDATE tenant_subscription SET device_limit = 777 WHERE tenant_id = 't1'");
        var before = database.rows(ALL);

        database.apply("032");

        assertThat(database.rows(ARCHIVE)).isEqualTo(before);
    }

    @Test
    void a_row_that_came_after031_is_named_and_nothing_is_dropped() throws Exception {
        database.execute("INSERT INTO tenant_subscription (tenant_id, device_limit) VALUES ('t50', 7)");
        var before = database.rows(ALL);

        assertThatThrownBy(() -> database.apply("032"))
                .hasMessageContaining("rows without a MAIN subscription, of tenants: t50")
                .hasMessageContaining("rolled back")
                .extracting("remedy")
                .asString()
                .contains("031_migrate_subscription_data.sql again");

        assertThat(database.rows(ALL)).isEqualTo(before);
        assertThat(database.value("SELECT to_regclass('tenant_subscription_archive')"))
                .isEmpty();
    }

    @Test
    void its_advice_for_late_rows_works() throws Exception {
        database.execute("INSERT INTO tenant_subscription (tenant_id, device_limit) VALUES ('t50', 7)");
        assertThatThrownBy(() -> database.apply("032")).isNotNull();

        database.psql("031");
        database.apply("032");

        assertThat(database.value("SELECT count(*) FROM tenant_subscription_archive"))
                .isEqualTo("50");
        assertThat(database.value("SELECT device_limit FROM subscriptions WHERE tenant_id = 't50'"))
                .isEqualTo("7");
    }

    @Test
    void a_view_of_somebody_elses_is_not_dropped_by_cascade_but_named() throws Exception {
        database.execute("CREATE VIEW sales_report AS SELECT tenant_id, device_limit FROM tenant_subscription");

        assertThatThrownBy(() -> database.apply("032")).hasMessageContaining("tenant_subscription");

        assertThat(database.value("SELECT count(*) FROM sales_report")).isEqualTo("49");
    }
}
