package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Finding LATE = Finding.critical(
                    "backup.recovery-point", "daily", "the newest verified backup is too old")
            .measured("26h")
            .target("24h")
            .figure(Figure.seconds(Duration.ofHours(26)).limit(Duration.ofHours(24)))
            .cure(Remedy.command("pulse-db backup take daily")
                    .note("free some space first")
                    .or(Remedy.setting("backups.daily.rpo", "30h")));
    private static final Finding UNSEEN =
            Finding.unknown("schema.current", "pulse", "could not look: no right", "GRANT it");
    private static final Finding GOOD = Finding.ok("schema.drift", "pulse", "0 files", "0 files", "as applied");
    private static final CheckupResult RESULT = new CheckupResult(AT, List.of(LATE, UNSEEN, GOOD), Optional.empty());

    @Test
    void where_nothing_is_configured_that_could_be_judged_it_says_so() {
        CheckupResult nothing = new CheckupResult(AT, List.of(), Optional.empty());

        assertThat(CheckReport.table(nothing, true, false)).isEqualTo("nothing to judge");
    }

    @Test
    void a_person_sees_one_aligned_line_a_finding_and_its_remedy_below() {
        assertThat(CheckReport.table(RESULT, true, false).lines())
                .containsExactly(
                        "CRITICAL  backup.recovery-point  daily  26h / 24h  the newest verified backup is too old",
                        "          -> pulse-db backup take daily",
                        "             free some space first",
                        "             or set pulse.backups.daily.rpo=30h",
                        "UNKNOWN   schema.current         pulse  could not look: no right",
                        "          -> GRANT it",
                        "OK        schema.drift           pulse  0 files / 0 files  as applied",
                        "",
                        "3 findings: 1 critical, 1 unknown, 1 ok");
    }

    @Test
    void what_many_checks_say_alike_is_said_once_and_a_machine_gets_it_all() throws JsonProcessingException {
        Finding other = Finding.unknown("schema.index", "pulse", "could not look: no right", "GRANT it");
        Finding elsewhere = Finding.unknown("schema.drift", "plant", "could not look: no right", "GRANT it");
        CheckupResult result = new CheckupResult(AT, List.of(UNSEEN, other, elsewhere, GOOD, GOOD), Optional.empty());

        assertThat(CheckReport.table(result, true, false).lines())
                .containsExactly(
                        "UNKNOWN  2 checks      pulse  could not look: no right",
                        "          schema.current, schema.index",
                        "          -> GRANT it",
                        "UNKNOWN  schema.drift  plant  could not look: no right",
                        "          -> GRANT it",
                        "OK       schema.drift  pulse  0 files / 0 files  as applied",
                        "OK       schema.drift  pulse  0 files / 0 files  as applied",
                        "",
                        "5 findings: 3 unknown, 2 ok");
        assertThat(new ObjectMapper().readTree(CheckReport.json(result)).get("findings"))
                .hasSize(5);
    }

    @Test
    void what_is_good_is_counted_and_listed_only_when_asked_for() {
        assertThat(CheckReport.table(RESULT, false, false).lines())
                .noneMatch(line -> line.startsWith("OK"))
                .endsWith("3 findings: 1 critical, 1 unknown, 1 ok (--all lists them)");
        assertThat(CheckReport.table(new CheckupResult(AT, List.of(GOOD), Optional.empty()), false, false))
                .isEqualTo("1 finding: 1 ok (--all lists them)");
    }

    @Test
    void a_message_too_long_for_100_columns_stands_below_and_is_broken_on_a_terminal_only() {
        String words = "a job that ran late ".repeat(8).strip();
        CheckupResult result =
                new CheckupResult(AT, List.of(Finding.warning("timescale.job", "plant", words)), Optional.empty());

        assertThat(CheckReport.table(result, false, false).lines())
                .startsWith("WARNING  timescale.job  plant", "          " + words);
        assertThat(CheckReport.table(result, false, true).lines())
                .allMatch(line -> line.length() <= 100 || line.startsWith("\u001b"))
                .hasSize(5);
    }

    @Test
    void one_finding_is_one_finding() {
        assertThat(CheckReport.summary(new CheckupResult(AT, List.of(GOOD), Optional.empty())))
                .isEqualTo("1 finding: 1 ok");
    }

    @Test
    void colour_changes_nothing_but_the_colour() {
        String plain = CheckReport.table(RESULT, true, false);
        String coloured = CheckReport.table(RESULT, true, true);

        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[1;31mCRITICAL\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void a_machine_reads_the_fields_of_the_contract() throws JsonProcessingException {
        JsonNode document = new ObjectMapper().readTree(CheckReport.json(RESULT));

        assertThat(document.fieldNames()).toIterable().containsExactly("checkedAt", "worst", "findings");
        assertThat(document.get("checkedAt").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(document.get("worst").asText()).isEqualTo("critical");
        assertThat(document.get("findings")).hasSize(3);
        JsonNode first = document.get("findings").get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly(
                        "check",
                        "severity",
                        "subject",
                        "measured",
                        "target",
                        "message",
                        "remedy",
                        "remedyKind",
                        "remedyNote",
                        "otherRemedies",
                        "database",
                        "value",
                        "limit",
                        "unit");
        assertThat(first.get("remedy").asText()).isEqualTo("pulse-db backup take daily");
        assertThat(first.get("remedyKind").asText()).isEqualTo("command");
        assertThat(first.get("otherRemedies").get(0).get("remedyKind").asText()).isEqualTo("text");
        assertThat(first.get("value").asLong()).isEqualTo(93600);
        assertThat(first.get("limit").asLong()).isEqualTo(86400);
        assertThat(first.get("unit").asText()).isEqualTo("seconds");
        JsonNode good = document.get("findings").get(2);
        assertThat(good.get("remedyKind").isNull()).isTrue();
        assertThat(good.has("value")).isFalse();
        assertThat(first.get("severity").asText()).isEqualTo("critical");
        assertThat(first.get("measured").asText()).isEqualTo("26h");
    }

    @Test
    void a_machine_learns_why_the_database_could_not_be_looked_at() throws JsonProcessingException {
        PulseFailure failure = PulseFailure.notNow("cannot reach it", "start it", null);
        CheckupResult result = new CheckupResult(AT, List.of(UNSEEN), Optional.of(failure));

        JsonNode error = new ObjectMapper().readTree(CheckReport.json(result)).get("error");

        assertThat(error.get("exit").asInt()).isEqualTo(4);
        assertThat(error.get("message").asText()).isEqualTo("cannot reach it");
    }
}
