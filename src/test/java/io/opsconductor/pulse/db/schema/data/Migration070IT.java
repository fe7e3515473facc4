package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 070: integrations become notification channels, routes become routing rules. */
class Migration070IT {

    private static SchemaDatabase database;
    private static List<String> oldPipeline;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("070");
        database.execute(OldPipeline.INTEGRATIONS);
        database.execute(OldPipeline.QUEUE);
        oldPipeline = oldPipeline();
        database.apply("070");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void every_integration_is_a_channel_of_its_tenant_as_it_was_switched() throws Exception {
        assertThat(database.rows("SELECT tenant_id, name, channel_type, is_enabled, created_at::date, updated_at::date"
                        + " FROM notification_channels ORDER BY name"))
                .containsExactly(
                        "u|broker|mqtt|t|2024-01-04|2024-02-04",
                        "t|hook|webhook|t|2024-01-01|2024-02-01",
                        "t|mail|email|f|2024-01-02|2024-02-02",
                        "t|trap|snmp|t|2024-01-03|2024-02-03");
    }

    @Test
    void a_channel_has_the_settings_of_its_own_type_and_of_no_other() throws Exception {
        assertThat(database.rows("SELECT name, config - 'legacy' FROM notification_channels ORDER BY name"))
                .containsExactly(
                        "broker|{\"qos\": 2, \"topic\": \"alerts/u\", \"retain\": true}",
                        "hook|{\"url\": \"https://example.org\", \"headers\": {\"a\": \"b\"}}",
                        "mail|{\"smtp\": {\"host\": \"mx\", \"password\": \"secret\"}, \"template\": {},"
                                + " \"recipients\": {\"to\": [\"a@example.org\"]}}",
                        "trap|{\"host\": \"noc\", \"port\": 1162, \"version\": \"2c\","
                                + " \"oid_prefix\": \"1.3.6.1.4.1.99999\"}");
    }

    @Test
    void a_route_is_one_rule_per_listed_type_or_one_for_all_and_never_delivers_more_than_before() throws Exception {
        String query = """
                SELECT c.name, r.tenant_id, r.alert_type, r.min_severity, r.site_ids, r.device_prefixes,
                  r.deliver_on, r.priority, r.is_enabled, r.throttle_minutes
                FROM notification_routing_rules r JOIN notification_channels c USING (channel_id)
                ORDER BY 1, 3""";

        assertThat(database.rows(query))
                .containsExactly(
                        "broker|u||1|||{OPEN}|100|f|0",
                        "hook|t|NO_HEARTBEAT|3|{site-a}|{dev-}|{OPEN,CLOSED}|5|t|0",
                        "hook|t|THRESHOLD|3|{site-a}|{dev-}|{OPEN,CLOSED}|5|t|0",
                        "hook|t|||||{OPEN}|9|t|0",
                        "mail|t|||||{}|100|f|0");
    }

    @Test
    void a_channel_tells_from_which_integration_and_a_rule_from_which_route_it_came() throws Exception {
        String query = """
                SELECT c.name, right(c.config #>> '{legacy,integration_id}', 1), r ->> 'name',
                  right(r ->> 'route_id', 1), (SELECT count(*) FROM notification_routing_rules rule
                    WHERE rule.channel_id = c.channel_id AND r -> 'rule_ids' @> to_jsonb(rule.rule_id))
                FROM notification_channels c
                LEFT JOIN jsonb_array_elements(c.config #> '{legacy,routes}') AS r ON true
                ORDER BY 1, 4""";

        assertThat(database.rows(query))
                .containsExactly(
                        "broker|4|switched off|d|1",
                        "hook|1|two types|a|2",
                        "hook|1|all types|b|1",
                        "mail|2|no event|c|1",
                        "trap|3|||0");
    }

    @Test
    void the_old_pipeline_is_left_as_it_is_until071() throws Exception {
        assertThat(oldPipeline()).isEqualTo(oldPipeline).hasSize(17);
        assertThat(database.value("SELECT count(*) FROM notification_jobs")).isEqualTo("0");
    }

    @Test
    void the_maintenance_log_says_what_was_copied() throws Exception {
        assertThat(database.value("SELECT status, rows_affected, details FROM maintenance_log"))
                .isEqualTo("COMPLETED|9|{\"notification_channels\": 4, \"notification_routing_rules\": 5}");
    }

    private static List<String> oldPipeline() throws Exception {
        return database.picture("integrations", "integration_routes", "delivery_jobs", "delivery_attempts");
    }
}
