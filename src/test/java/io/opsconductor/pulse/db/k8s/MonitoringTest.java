package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.check.Metric;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for series and labels that there are, and lead to a runbook. */
class MonitoringTest {
    private static final Pattern SERIES = Pattern.compile("(pulse_db_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(?:\\s*\\$labels\\.)?\\s*([a-z_]+)\\s*}}");
    private static final Path RUNBOOKS = Path.of("src/site/markdown/runbooks.md");
    private static final Map<String, Metric> METRICS =
            Stream.of(Metric.values()).collect(Collectors.toMap(Metric::id, Function.identity()));

    @Test
    void every_alert_waits_has_a_severity_a_constant_summary_and_a_runbook_with_its_four_parts() throws IOException {
        Map<String, String> runbooks = Stream.of(Files.readString(RUNBOOKS).split("\n## "))
                .skip(1)
                .collect(Collectors.toMap(section -> section.lines().findFirst().orElseThrow(), Function.identity()));
        List<ObjectNode> rules = new AlertRules().all();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            String name = rule.get("alert").asText();
            assertThat(name).startsWith("PulseDb");
            assertThat(rule.get("for").asText()).matches("[1-9]\\d*[mh]");
            assertThat(rule.get("labels").get("severity").asText()).isIn("critical", "warning", "info");
            JsonNode annotations = rule.get("annotations");
            assertThat(annotations.get("summary").asText()).isNotBlank().doesNotContain("{{");
            assertThat(annotations.get("description").asText()).isNotBlank();
            assertThat(annotations.get("runbook_url").asText())
                    .endsWith("/" + RUNBOOKS + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(runbooks.get(name)).contains("**Meaning.**", "**Impact.**", "**Diagnosis.**", "**Cure.**");
        });
        assertThat(runbooks.keySet())
                .containsExactlyElementsOf(
                        rules.stream().map(rule -> rule.get("alert").asText()).collect(Collectors.toSet()));
    }

    @Test
    void every_alert_asks_for_series_and_labels_that_there_are() throws IOException {
        for (ObjectNode rule : new AlertRules().all()) {
            Set<String> labels = labels(rule.get("expr").asText());
            labels.addAll(List.of("namespace", "cronjob"));
            assertThat(legend(rule.get("annotations").get("description").asText()))
                    .as(rule.get("alert").asText())
                    .isSubsetOf(labels);
        }
    }

    @Test
    void the_dashboard_asks_for_series_and_labels_that_there_are() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("k8s/components/monitoring/pulse-db.json").toFile());
        List<JsonNode> targets = new ArrayList<>();
        dashboard.get("panels").forEach(panel -> panel.path("targets").forEach(targets::add));
        Set<String> shown = new HashSet<>();

        assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(targets).isNotEmpty().allSatisfy(target -> {
            String expression = target.get("expr").asText();
            assertThat(legend(target.get("legendFormat").asText())).isSubsetOf(labels(expression));
            shown.addAll(series(expression));
        });
        dashboard.get("templating").get("list").forEach(variable -> {
            Matcher query = Pattern.compile("label_values\\((\\w+), (\\w+)\\)")
                    .matcher(variable.path("query").path("query").asText());
            if (query.matches()) {
                assertThat(METRICS.get(query.group(1)).labels()).contains(query.group(2));
            }
        });
        assertThat(dashboard.get("panels"))
                .filteredOn(panel -> panel.get("type").asText().equals("row"))
                .extracting(panel -> panel.get("title").asText())
                .containsExactly(
                        "Verdict",
                        "Can we recover?",
                        "Backups",
                        "Chunks",
                        "Jobs",
                        "Migrations",
                        "Pools",
                        "pulse-db itself");
        assertThat(shown).hasSizeGreaterThan(25);
    }

    private static Set<String> series(String expression) {
        Set<String> series = new HashSet<>();
        Matcher matcher = SERIES.matcher(expression);
        while (matcher.find()) {
            series.add(matcher.group(1));
        }
        return series;
    }

    /** Of all its series; each must exist, and bear the labels by which it is selected. */
    private static Set<String> labels(String expression) {
        Set<String> labels = new HashSet<>();
        Matcher matcher = SERIES.matcher(expression);
        while (matcher.find()) {
            Metric metric = METRICS.get(matcher.group(1));
            assertThat(metric).as(matcher.group()).isNotNull();
            labels.addAll(metric.labels());
            Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
            while (label.find()) {
                assertThat(metric.labels()).as(matcher.group()).contains(label.group(1));
            }
        }
        return labels;
    }

    private static Set<String> legend(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = LEGEND.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
