package io.opsconductor.pulse.db.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class LintRulesPageTest {
    /** A row of the table: the rules' names, what they find, how much it weighs. */
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\|(?:.*)\\| (\\w+) \\|");

    @Test
    void the_page_names_every_rule_with_its_severity_and_no_other() throws IOException {
        Map<String, String> rules = Arrays.stream(LintRule.values())
                .collect(Collectors.toMap(
                        LintRule::id, rule -> rule.severity().word(), (one, other) -> one, TreeMap::new));

        assertThat(documented()).isEqualTo(rules).isNotEmpty();
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/site/markdown/lint-rules.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                for (String rule : row.group(1).split(", ")) {
                    assertThat(rows.put(rule.replace("`", ""), row.group(2)))
                            .as(rule)
                            .isNull();
                }
            }
        }
        return rows;
    }
}
