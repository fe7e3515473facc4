package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.FindingChange;
import io.opsconductor.pulse.db.check.FindingChange.Kind;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static final Instant BEGAN = Instant.parse("2026-11-26T05:28:37.123Z");
    private static final Instant NOW = Instant.parse("2026-11-26T05:29:07.123Z");
    private static final Finding PAUSED = Finding.critical("compression.policy", "iot.reading", "the policy is paused")
            .measured("paused")
            .target("1h")
            .cure(Remedy.sql("SELECT alter_job(1006, scheduled => true);"));

    @Test
    void a_new_finding_is_one_line_with_time_and_level() {
        assertThat(RunReport.changes(NOW, List.of(new FindingChange(Kind.NEW, PAUSED, NOW))))
                .extracting(RunLine::line)
                .containsExactly("2026-11-26T05:29:07Z CRITICAL compression.policy iot.reading: the policy is paused"
                        + " (paused / 1h) -> SELECT alter_job(1006, scheduled => true);");
    }

    @Test
    void a_finding_that_ends_is_told_with_how_long_it_lasted() {
        Finding good = Finding.ok("compression.policy", "iot.reading", "", "", "as configured");

        assertThat(RunReport.changes(
                        NOW,
                        List.of(
                                new FindingChange(Kind.RESOLVED, good, BEGAN),
                                new FindingChange(Kind.GONE, PAUSED, BEGAN))))
                .extracting(RunLine::line)
                .containsExactly(
                        "2026-11-26T05:29:07Z RESOLVED compression.policy iot.reading resolved after 30s: as configured",
                        "2026-11-26T05:29:07Z RESOLVED compression.policy iot.reading gone after 30s");
    }

    @Test
    void a_server_that_is_away_is_one_line() {
        List<FindingChange> changes = List.of(blind("schema.current"), blind("schema.drift"), blind("schema.index"));

        assertThat(RunReport.changes(NOW, changes))
                .extracting(RunLine::line)
                .containsExactly("2026-11-26T05:29:07Z UNKNOWN  3 checks plant: could not look -> wait");
    }

    @Test
    void a_machine_reads_one_object_a_line() throws JsonProcessingException {
        RunLine line = RunReport.changes(NOW, List.of(new FindingChange(Kind.WORSE, PAUSED, BEGAN)))
                .get(0);

        assertThat(line.json()).doesNotContain("\n");
        JsonNode object = new ObjectMapper().readTree(line.json());
        assertThat(object.get("time").asText()).isEqualTo("2026-11-26T05:29:07.123Z");
        assertThat(object.get("level").asText()).isEqualTo("critical");
        assertThat(object.get("event").asText()).isEqualTo("finding");
        assertThat(object.get("change").asText()).isEqualTo("worse");
        assertThat(object.get("check").asText()).isEqualTo("compression.policy");
        assertThat(object.get("message").asText()).isEqualTo("the policy is paused");
        assertThat(object.get("since").asText()).isEqualTo("2026-11-26T05:28:37.123Z");
    }

    @Test
    void what_a_chat_shows_calls_for_none_and_the_fields_stay_as_they_are() throws JsonProcessingException {
        Finding hostile =
                Finding.critical("schema.isolation", "<!channel> & <http://x|y> @Channel @all me@here.x", "open");
        CheckupResult result = new CheckupResult(NOW, List.of(hostile), Optional.empty());
        JsonNode changed = new ObjectMapper()
                .readTree(RunReport.changed(NOW, result, List.of(new FindingChange(Kind.NEW, hostile, NOW))));

        assertThat(changed.get("text").asText())
                .contains("&lt;!channel&gt; &amp; &lt;http://x|y&gt; @\u200BChannel @\u200Ball me@\u200Bhere.x")
                .doesNotContain("<", ">");
        assertThat(changed.get("changes").get(0).get("subject").asText())
                .contains("<!channel> & <http://x|y> @Channel");
        PulseFailure failure = PulseFailure.notNow("cannot reach <!here>", "check that it runs", null);
        assertThat(RunReport.document(RunReport.failed(NOW, "backup daily", failure)))
                .contains("cannot reach &lt;!here&gt; -&gt; check");
    }

    @Test
    void the_summary_counts() {
        CheckupResult result = new CheckupResult(NOW, List.of(PAUSED), Optional.empty());

        assertThat(RunReport.checked(NOW, result).line())
                .isEqualTo("2026-11-26T05:29:07Z INFO     checked 1 finding: 1 critical");
    }

    @Test
    void a_failure_says_what_to_do() {
        PulseFailure failure = PulseFailure.notNow("cannot reach db", "check that it runs", null);

        assertThat(RunReport.failed(NOW, "backup daily", failure).line())
                .isEqualTo("2026-11-26T05:29:07Z ERROR    backup daily failed: cannot reach db -> check that it runs");
    }

    private static FindingChange blind(String check) {
        return new FindingChange(Kind.NEW, Finding.unknown(check, "plant", "could not look", "wait"), NOW);
    }
}
