package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 071 drops nothing that the new pipeline does not have. */
class Migration071RefusalIT {

    private static final String HOOK = "00000000-0000-0000-0000-000000000001";

    private SchemaDatabase database;

    @BeforeEach
    void afterCopying() throws Exception {
        database = SchemaDatabase.before("070");
        database.execute(OldPipeline.INTEGRATIONS);
        database.execute(OldPipeline.QUEUE);
        database.apply("070");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void what_was_added_or_changed_since070_is_named_and_nothing_happens() throws Exception {
        database.execute("""
                INSERT INTO integrations (tenant_id, integration_id, name, config_json)
                VALUES ('u', '00000000-0000-0000-0000-000000000009', 'new', '{"url": "x"}');
                UPDATE integrations SET enabled = false, updated_at = now() WHERE name = 'trap';
                UPDATE integration_routes SET min_severity = 1, updated_at = now() WHERE name = 'all types'""");
        var before = everything();

        assertThatThrownBy(() -> database.apply("071"))
                .hasMessageContaining("integration 00000000-0000-0000-0000-000000000003 of tenant t, "
                        + "integration 00000000-0000-0000-0000-000000000009 of tenant u, "
                        + "route 00000000-0000-0000-0000-00000000000b of tenant t")
                .hasMessageNotContaining(HOOK);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void its_advice_for_an_integration_without_a_channel_works() throws Exception {
        database.execute(
                "INSERT INTO integrations (tenant_id, name, config_json)" + " VALUES ('u', 'new', '{\"url\": \"x\"}')");
        assertThatThrownBy(() -> database.apply("071")).hasMessageContaining("added or changed since 070");

        database.execute("""
                INSERT INTO notification_channels (tenant_id, name, channel_type, config)
                SELECT tenant_id, name, type::text, config_json FROM integrations WHERE name = 'new';
                DELETE FROM integrations WHERE name = 'new'""");
        database.apply("071");

        assertThat(database.value("SELECT count(*) FROM notification_channels")).isEqualTo("5");
        assertThat(database.value("SELECT count(*) FROM notification_jobs")).isEqualTo("4");
    }

    @Test
    void its_advice_for_one_that_was_changed_works_and_loses_no_queued_notification() throws Exception {
        database.execute("""
                UPDATE integrations SET enabled = false, updated_at = now() WHERE name = 'hook';
                UPDATE integration_routes SET min_severity = 1, updated_at = now() WHERE name = 'all types'""");
        assertThatThrownBy(() -> database.apply("071")).hasMessageContaining(HOOK);

        database.execute("UPDATE notification_channels SET is_enabled = false, updated_at = now() WHERE name = 'hook'");

        assertThat(database.apply("071"))
                .singleElement()
                .asString()
                .contains("taken as done by hand", HOOK, "00000000-0000-0000-0000-00000000000b");
        assertThat(database.value("SELECT is_enabled, count(*) FROM notification_channels JOIN notification_jobs"
                        + " USING (channel_id) WHERE name = 'hook' GROUP BY 1"))
                .isEqualTo("f|3");
    }

    @Test
    void a_channel_whose_integration_was_deleted_is_named_and_kept() throws Exception {
        database.execute("DELETE FROM integrations WHERE name = 'trap'");

        assertThat(database.apply("071"))
                .singleElement()
                .asString()
                .contains("its channel still notifies", "of tenant t");
        assertThat(database.value("SELECT is_enabled FROM notification_channels WHERE name = 'trap'"))
                .isEqualTo("t");
    }

    @Test
    void a_view_of_somebody_elses_is_not_dropped_by_cascade_but_stops_it() throws Exception {
        database.execute("CREATE VIEW queue_length AS SELECT count(*) FROM delivery_jobs");
        var before = everything();

        assertThatThrownBy(() -> database.apply("071")).hasMessageContaining("delivery_jobs");

        assertThat(everything()).isEqualTo(before);
        assertThat(database.value("SELECT * FROM queue_length")).isEqualTo("5");
    }

    private List<String> everything() throws Exception {
        return database.picture(
                "integrations",
                "integration_routes",
                "delivery_jobs",
                "delivery_attempts",
                "notification_channels",
                "notification_jobs",
                "notification_log");
    }
}
