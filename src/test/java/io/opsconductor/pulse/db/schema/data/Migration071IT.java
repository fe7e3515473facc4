package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 071: the old pipeline hands its queue over and is dropped. */
class Migration071IT {

    private static SchemaDatabase database;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("070");
        database.execute(OldPipeline.INTEGRATIONS);
        database.execute(OldPipeline.QUEUE);
        database.apply("070");
        // The dispatcher of the new version was quicker with this one.
        database.execute("""
                INSERT INTO notification_jobs (tenant_id, alert_id, channel_id, deliver_on_event, status)
                SELECT 't', 2, channel_id, 'OPEN', 'COMPLETED' FROM notification_channels WHERE name = 'hook'""");
        database.apply("071");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @Test
    void no_queued_notification_is_lost_and_none_is_sent_twice_to_one_channel() throws Exception {
        String query = """
                SELECT c.name, j.tenant_id, j.alert_id, j.deliver_on_event, j.status, j.attempts,
                  j.last_error, r.alert_type, r.priority
                FROM notification_jobs j JOIN notification_channels c USING (channel_id)
                LEFT JOIN notification_routing_rules r USING (rule_id) ORDER BY 1, 3, 4""";

        assertThat(database.rows(query))
                .containsExactly(
                        "broker|u|3000000000|OPEN|PENDING|1|||100",
                        "hook|t|1|OPEN|COMPLETED|1||THRESHOLD|5",
                        "hook|t|2|CLOSED|PENDING|2|timeout|NO_HEARTBEAT|5",
                        "hook|t|2|OPEN|COMPLETED|0|||");
    }

    @Test
    void a_waiting_job_waits_until_it_would_have_run() throws Exception {
        assertThat(database.rows("SELECT DISTINCT next_run_at::date, created_at::date FROM notification_jobs"
                        + " WHERE status = 'PENDING'"))
                .containsExactly("2024-03-02|2024-03-01");
    }

    @Test
    void attempts_are_in_the_log_with_their_outcome() throws Exception {
        String query = """
                SELECT l.alert_id, l.sent_at::time, l.success, l.error_msg, j.deliver_on_event
                FROM notification_log l JOIN notification_jobs j USING (job_id) ORDER BY l.log_id""";

        assertThat(database.rows(query))
                .containsExactly(
                        "1|10:01:00|t||OPEN", "2|11:01:00|f|busy, HTTP 503|CLOSED", "2|12:00:00|f|failed|CLOSED");
    }

    @Test
    void the_maintenance_log_counts_every_job_and_every_attempt_also_what_was_left_behind() throws Exception {
        assertThat(database.value("SELECT details FROM maintenance_log WHERE job_name = 'migration 071'"))
                .isEqualTo("{\"jobs merged\": 2, \"jobs carried\": 3, \"attempts carried\": 3,"
                        + " \"attempts left behind\": 1}");
    }

    @Test
    void the_old_tables_and_their_type_are_gone() throws Exception {
        String query = """
                SELECT to_regclass('integrations'), to_regclass('integration_routes'),
                  to_regclass('delivery_jobs'), to_regclass('delivery_attempts'),
                  to_regtype('integration_type')""";

        assertThat(database.value(query)).isEqualTo("||||");
    }

    @Test
    void run_again_it_says_that_the_old_pipeline_is_gone() throws Exception {
        var before = database.picture("notification_channels", "notification_jobs", "notification_log");

        assertThat(database.psql("071")).contains("the old pipeline is gone already");

        assertThat(database.picture("notification_channels", "notification_jobs", "notification_log"))
                .isEqualTo(before);
    }

    @Test
    void on_an_empty_pipeline_it_drops_the_tables_and_logs_nothing() throws Exception {
        try (var empty = SchemaDatabase.before("070")) {
            assertThat(empty.apply("071")).isEmpty();

            assertThat(empty.value("SELECT to_regclass('integrations')")).isEmpty();
            assertThat(empty.value("SELECT count(*) FROM maintenance_log")).isEqualTo("0");
        }
    }
}
