package io.opsconductor.pulse.db.report.html;

import static io.opsconductor.pulse.db.report.html.PageRoom.backup;
import static io.opsconductor.pulse.db.report.html.PageRoom.drill;
import static io.opsconductor.pulse.db.report.html.PageRoom.event;
import static io.opsconductor.pulse.db.report.html.PageRoom.forecast;
import static io.opsconductor.pulse.db.report.html.PageRoom.history;
import static io.opsconductor.pulse.db.report.html.PageRoom.unseen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.drill.RecoveryHistory;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimeline;
import io.opsconductor.pulse.db.timescale.timeline.ChunkTimelines;
import io.opsconductor.pulse.db.timescale.timeline.Timelines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CheckPageTest {
    private static final Instant NOW = Facts.NOW;
    private static final Finding GOOD = Finding.ok("schema.drift", "pulse", "0 files", "0 files", "as applied");
    private static final Finding LATE = Finding.critical("compression.backlog", "telemetry", "3 chunks are late")
            .measured("3 chunks")
            .target("0 chunks")
            .cure(Remedy.sql("CALL run_job(1000);").or(Remedy.setting("hypertables.telemetry.compress-after", "2d")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"onload=\"alert(1)",
                "' onmouseover='alert(1)",
                "</style></title></script><!--<script>",
                "]]>&lt;&amp;",
                "line\nbreak\r\u0007\u001b[31m",
                "left\u202Eright\u2066\u200F\uFEFF",
                "\uD800 alone"
            })
    void a_name_is_nothing_but_text_wherever_it_stands(String name) throws Exception {
        Finding finding = Finding.critical("compression.backlog", name, name)
                .measured(name)
                .target(name)
                .cure(Remedy.sql(name).note(name).or(Remedy.text(name)));
        Finding good = Finding.ok("compression.policy", name, name, name, name);
        PulseFailure failure = PulseFailure.failed(name, name, null);
        String page = CheckPage.of(new PageFacts(
                name,
                new CheckupResult(NOW, List.of(finding, good), Optional.of(failure)),
                List.of(
                        new ChunkTimelines.Seen(
                                Optional.of(name), Timelines.hourly(name, 3), List.of(name), Optional.empty()),
                        new ChunkTimelines.Seen(Optional.of(name), List.of(), List.of(), Optional.of(failure))),
                List.of(history(name, List.of(drill(name)), backup(name, 1)), unseen(name, failure)),
                forecast(event(name)),
                "1"));

        Document parsed = parsed(page);
        assertThat(elements(parsed, "script")).as("our own, and the JSON").hasSize(2);
        assertThat(page).doesNotContain("<script>alert", "\u202E", "\u2066", "\u0007", "\u001b");
        assertThat(attributes(parsed)).as("no handler").noneMatch(attribute -> attribute.startsWith("on"));
        if (name.startsWith("<script>")) {
            assertThat(elements(parsed, "h3"))
                    .anySatisfy(title -> assertThat(title).contains(name));
        }
    }

    @Test
    void the_verdict_comes_first_in_words() {
        assertThat(verdict(LATE, GOOD)).isEqualTo("1 critical finding: act now");
        assertThat(verdict(LATE, LATE)).isEqualTo("2 critical findings: act now");
        assertThat(verdict(Finding.unknown("a", "b", "c"), Finding.warning("a", "b", "c")))
                .isEqualTo("1 finding unknown: it may hide anything");
        assertThat(verdict(Finding.warning("a", "b", "c"), GOOD)).isEqualTo("No promise is broken, 1 warning");
        assertThat(verdict(GOOD)).isEqualTo("Every promise is kept");
        assertThat(verdict()).isEqualTo("Nothing was judged");
        assertThat(CheckPage.verdict(new CheckupResult(
                        NOW, List.of(GOOD), Optional.of(PulseFailure.notNow("away", "start it", null)))))
                .isEqualTo("The database could not be looked at");
    }

    private static String verdict(Finding... findings) {
        return CheckPage.verdict(new CheckupResult(NOW, List.of(findings), Optional.empty()));
    }

    @Test
    void a_remedy_can_be_selected_and_its_button_waits_for_the_script() throws Exception {
        Document page = parsed(page(List.of(LATE), List.of(), List.of()));

        assertThat(elements(page, "pre"))
                .containsExactly("CALL run_job(1000);", "set pulse.hypertables.telemetry.compress-after=2d");
        NodeList buttons = page.getElementsByTagName("button");
        assertThat(buttons.getLength()).isEqualTo(2);
        assertThat(buttons.item(0).getAttributes().getNamedItem("hidden")).isNotNull();
    }

    @Test
    void nothing_is_fetched_and_only_its_own_script_may_run() {
        String page = page(List.of(LATE), Timelines.hourly("telemetry", 30), List.of());

        assertThat(page)
                .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-"
                        .replace("'", "&#39;"));
        assertThat(page).doesNotContain("http:", "https:", "url(\"", "@import", "src=");
    }

    @Test
    void findings_have_anchors_of_their_own() throws Exception {
        Finding again = Finding.warning("compression.backlog", "telemetry", "otherwise");
        String page = page(List.of(LATE, again), List.of(), List.of());

        assertThat(page).contains("id=\"compression.backlog-telemetry\"", "id=\"compression.backlog-telemetry-2\"");
    }

    @Test
    void each_picture_has_a_title_a_text_and_its_numbers_as_a_table() throws Exception {
        String html = page(
                List.of(GOOD),
                Timelines.hourly("telemetry", 30),
                List.of(history("daily", List.of(drill("x")), backup("a", 30), backup("b", 3))));
        Document page = parsed(html);

        assertThat(html)
                .contains(
                        "aria-labelledby=\"chunks-1-title chunks-1-text\"",
                        "aria-labelledby=\"backups-1-title backups-1-text\"")
                .contains("<p id=\"chunks-1-text\">30 chunks", "<p id=\"backups-1-text\">What was written");
        assertThat(elements(page, "title")).contains("Chunks of telemetry", "Backups of the set daily");
        assertThat(elements(page, "p"))
                .anySatisfy(text -> assertThat(text).startsWith("30 chunks, 30.0 kB: 30 compressed."))
                .anySatisfy(text -> assertThat(text)
                        .startsWith(
                                "What was written in the last 3h would be lost now. The RPO is 1d; it was exceeded 1"
                                        + " time, the longest gap was 1d 4h."));
        assertThat(elements(page, "caption"))
                .contains(
                        "Chunks of telemetry by state",
                        "The newest 2 of 2 backups",
                        "Drills, newest first; the RTO is 2h");
    }

    @Test
    void what_could_not_be_seen_is_unknown() throws Exception {
        PulseFailure failure = PulseFailure.notNow("no route to the volume", "mount it", null);
        String page = CheckPage.of(new PageFacts(
                "plant",
                new CheckupResult(NOW, List.of(GOOD), Optional.empty()),
                List.of(new ChunkTimelines.Seen(Optional.empty(), List.of(), List.of(), Optional.of(failure))),
                List.of(unseen("daily", failure)),
                forecast(),
                "1"));

        assertThat(elements(parsed(page), "p"))
                .contains(
                        "unknown: the chunks could not be looked at: no route to the volume",
                        "unknown: the backups could not be looked at: no route to the volume");
    }

    @Test
    void thirty_thousand_chunks_and_a_thousand_backups_stay_below_a_megabyte() {
        List<ChunkTimeline> chunks = IntStream.range(0, 10)
                .mapToObj(i -> Timelines.hourly("telemetry" + i, 3000))
                .flatMap(List::stream)
                .toList();
        Backup[] backups =
                IntStream.range(1, 1000).mapToObj(i -> backup("b" + i, i * 24L)).toArray(Backup[]::new);

        String page = page(List.of(LATE), chunks, List.of(history("daily", List.of(), backups)));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
    }

    @Test
    void fifty_hypertables_and_a_hundred_backups_stay_small() {
        List<ChunkTimeline> chunks = IntStream.range(0, 50)
                .mapToObj(i -> Timelines.hourly("telemetry" + i, 30))
                .flatMap(List::stream)
                .toList();
        Backup[] backups =
                IntStream.range(1, 100).mapToObj(i -> backup("b" + i, i * 24L)).toArray(Backup[]::new);

        String page = page(List.of(LATE), chunks, List.of(history("daily", List.of(), backups)));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(150_000);
    }

    @Test
    void what_comes_next_is_told_with_what_breaks_a_promise_marked() throws Exception {
        Document page = parsed(CheckPage.of(new PageFacts(
                "plant",
                new CheckupResult(NOW, List.of(GOOD), Optional.empty()),
                List.of(),
                List.of(),
                forecast(event("telemetry"), event("daily").of(Severity.CRITICAL)),
                "1")));

        assertThat(elements(page, "td"))
                .containsSubsequence(
                        "1m",
                        "compression",
                        "telemetry",
                        "the job compresses 2 chunks",
                        "1m",
                        "✖ compression",
                        "daily");
    }

    @Test
    void a_drill_is_a_page_of_its_own_in_which_names_are_text_too() throws Exception {
        String page = DrillPage.of(drill("<script>alert(1)</script>"), "pulse-db 1");

        Document parsed = parsed(page);
        assertThat(elements(parsed, "h1")).containsExactly("The backup was restored and differs: 1 difference");
        assertThat(elements(parsed, "li")).contains("<script>alert(1)</script>");
        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void the_same_facts_give_the_same_bytes() {
        assertThat(page(List.of(LATE), Timelines.hourly("telemetry", 200), List.of()))
                .isEqualTo(page(List.of(LATE), Timelines.hourly("telemetry", 200), List.of()));
    }

    private static String page(List<Finding> findings, List<ChunkTimeline> chunks, List<RecoveryHistory> sets) {
        return CheckPage.of(new PageFacts(
                "plant",
                new CheckupResult(NOW, findings, Optional.empty()),
                List.of(new ChunkTimelines.Seen(Optional.empty(), chunks, List.of(), Optional.empty())),
                sets,
                forecast(event("telemetry")),
                "1"));
    }

    /** As a browser would read it; the only element that HTML leaves open is meta and link. */
    private static Document parsed(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("(<(?:meta|link) [^>]*)>", "$1/>");
        for (String own : List.of("style", "script")) {
            xml = xml.replaceAll("(?s)(<" + own + "[^>]*>)(.*?)(</" + own + ">)", "$1<![CDATA[$2]]>$3");
        }
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<String> elements(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    private static Stream<String> attributes(Document page) {
        NodeList all = page.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> all.item(i).getAttributes())
                .flatMap(found -> IntStream.range(0, found.getLength())
                        .mapToObj(i -> found.item(i).getNodeName()));
    }
}
