package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** 011: an integration's type becomes an enum, and a webhook has to have a URL. */
class Migration011IT {

    @Test
    void webhooks_with_a_url_stay_as_they_are() throws Exception {
        try (var database = SchemaDatabase.before("011")) {
            database.execute("""
                    INSERT INTO integrations (tenant_id, name, enabled, config_json)
                    VALUES ('t1', 'pager', true, '{"url": "https://example.org/a", "secret": "s"}'),
                      ('t2', 'chat', false, '{"url": ""}')""");
            String whole = "SELECT integration_id, tenant_id, name, type, enabled, config_json, created_at, updated_at"
                    + " FROM integrations ORDER BY 1";
            var before = database.rows(whole);

            database.apply("011");

            assertThat(database.rows(whole)).isEqualTo(before).hasSize(2);
        }
    }

    @Test
    void a_webhook_without_a_url_is_named_and_nothing_is_changed() throws Exception {
        try (var database = SchemaDatabase.before("011")) {
            database.execute("""
                    INSERT INTO integrations (tenant_id, name, integration_id, config_json)
                    VALUES ('t1', 'good', '00000000-0000-0000-0000-000000000001', '{"url": "x"}'),
                      ('t2', 'bad', '00000000-0000-0000-0000-000000000002', '{}')""");
            var before = database.picture("integrations");

            assertThatThrownBy(() -> database.apply("011"))
                    .hasMessageContaining("00000000-0000-0000-0000-000000000002 of tenant t2")
                    .hasMessageNotContaining("00000000-0000-0000-0000-000000000001");

            assertThat(database.picture("integrations")).isEqualTo(before);
            assertThat(database.value("SELECT to_regtype('integration_type')")).isEmpty();
        }
    }

    @Test
    void it_goes_through_once_the_url_is_there() throws Exception {
        try (var database = SchemaDatabase.before("011")) {
            database.execute("INSERT INTO integrations (tenant_id, name, config_json) VALUES ('t', 'bad', '{}')");
            assertThatThrownBy(() -> database.apply("011")).hasMessageContaining("without a URL");
            database.execute("UPDATE integrations SET config_json = '{\"url\": \"x\"}'");

            database.apply("011");

            assertThat(database.value("SELECT type, name FROM integrations")).isEqualTo("webhook|bad");
        }
    }
}
