package io.opsconductor.pulse.db.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import org.junit.jupiter.api.Test;

/** What is written for Prometheus, to the character. */
class ExpositionTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void a_family_has_its_help_and_type_once_and_one_without_samples_is_not_there() {
        assertThat(Exposition.text(List.of(
                        Sample.of(Metric.TASK_RUNNING, 0, "check"), Sample.of(Metric.TASK_RUNNING, 1, "backup daily"))))
                .isEqualTo("# HELP pulse_db_task_running 1 while it runs\n"
                        + "# TYPE pulse_db_task_running gauge\n"
                        + "pulse_db_task_running{task=\"check\"} 0\n"
                        + "pulse_db_task_running{task=\"backup daily\"} 1\n");
    }

    @Test
    void quotes_backslashes_and_line_breaks_in_a_label_cannot_end_it() {
        assertThat(Exposition.text(List.of(Sample.of(Metric.HYPERTABLE_CHUNKS, 1, "d", "a\"b\\", "x\ny\r", "z"))))
                .endsWith("{database=\"d\",schema=\"a\\\"b\\\\\",hypertable=\"x\\ny\r\",state=\"z\"} 1\n");
    }

    @Test
    void numbers_have_no_exponent() {
        assertThat(Exposition.text(List.of(
                        Sample.at(
                                Metric.TASK_LAST_RUN_TIMESTAMP_SECONDS, Instant.ofEpochMilli(1795714426156L), "check"),
                        Sample.of(Metric.BACKUP_VOLUME_FREE_BYTES, 74453065728.0, "daily"))))
                .contains("} 1795714426.156\n", "} 74453065728\n");
    }

    @Test
    void of_two_samples_of_one_series_the_first_counts() {
        assertThat(Exposition.text(List.of(
                        Sample.of(Metric.BACKUPS, 1, "daily", "bad"), Sample.of(Metric.BACKUPS, 2, "daily", "bad"))))
                .endsWith("pulse_db_backups{set=\"daily\",state=\"bad\"} 1\n");
    }

    @Test
    void a_sample_with_the_wrong_number_of_labels_cannot_be_made() {
        assertThatThrownBy(() -> Sample.of(Metric.BACKUPS, 1, "daily")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_severity_of_a_check_is_counted_and_zero_is_said() {
        List<Sample> samples = FindingSamples.of(
                List.of(
                        Finding.critical("a.b", "t1", ""),
                        Finding.critical("a.b", "t2", ""),
                        Finding.ok("c.d", "t", "")),
                "plant");

        assertThat(samples)
                .contains(
                        Sample.of(Metric.FINDINGS, 2, "plant", "a.b", "critical"),
                        Sample.of(Metric.FINDINGS, 0, "plant", "a.b", "ok"),
                        Sample.of(Metric.FINDINGS, 0, "plant", "c.d", "unknown"),
                        Sample.of(Metric.FINDING_INFO, 1, "plant", "a.b", "t1", "critical"),
                        Sample.of(Metric.FINDINGS_DROPPED, 0))
                .noneMatch(sample -> sample.metric() == Metric.FINDING_INFO
                        && sample.labels().contains("c.d"));
    }

    @Test
    void of_many_findings_200_are_named_and_the_rest_counted() {
        List<Sample> samples = FindingSamples.of(
                Stream.iterate(0, i -> i + 1)
                        .limit(FindingSamples.MOST + 7)
                        .map(i -> Finding.warning("a.b", "t" + i, ""))
                        .toList(),
                "plant");

        assertThat(samples)
                .filteredOn(sample -> sample.metric() == Metric.FINDING_INFO)
                .hasSize(FindingSamples.MOST);
        assertThat(samples)
                .contains(
                        Sample.of(Metric.FINDINGS_DROPPED, 7),
                        Sample.of(Metric.FINDINGS, FindingSamples.MOST + 7, "plant", "a.b", "warning"));
    }

    @Test
    void ages_grow_until_they_are_asked_for_and_are_left_out_of_what_is_read_later() {
        Sample age = Sample.lasting(Metric.BACKUP_AGE_SECONDS, Duration.ofHours(1), "daily");
        Sample snapshot = Sample.at(Metric.BACKUP_LAST_VERIFIED_SNAPSHOT_TIMESTAMP_SECONDS, NOW, "daily");
        Measurements measured = Measurements.of(
                new CheckupResult(NOW, List.of(), java.util.Optional.empty(), List.of(age, snapshot)), "plant", "1");

        assertThat(measured.asOf(NOW.plusSeconds(60)))
                .contains(snapshot, Sample.of(Metric.BACKUP_AGE_SECONDS, 3660, "daily"));
        assertThat(measured.lasting()).contains(snapshot).noneMatch(one -> one.metric() == Metric.BACKUP_AGE_SECONDS);
    }

    @Test
    void the_page_has_a_row_for_every_series_with_its_labels_and_meaning() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/site/markdown/metrics.md")).stream()
                .filter(line -> line.startsWith("| `pulse_db_"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(Metric.values())
                        .map(metric -> "| `" + metric.id() + "` | "
                                + String.join(
                                        ", ",
                                        metric.labels().stream()
                                                .map(label -> "`" + label + "`")
                                                .toList())
                                + " | " + metric.help() + " |")
                        .toList());
    }
}
