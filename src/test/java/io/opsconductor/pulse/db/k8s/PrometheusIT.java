package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.InstallScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself makes of our series and alerts. */
class PrometheusIT {
    private static final Path TOOLS = InstallScript.prometheus();

    @TempDir
    Path folder;

    @Test
    void every_alert_fires_when_it_should_not_before_and_clears() throws Exception {
        AlertRules rules = new AlertRules();
        rules.write(folder.resolve("rules.yaml"));
        Path tests = Files.copy(Path.of("src/test/resources/monitoring/alerts.yaml"), folder.resolve("alerts.yaml"));

        promtool("check", "rules", "rules.yaml");
        promtool("test", "rules", "alerts.yaml");

        Set<String> tested = Pattern.compile("alertname: (\\w+)\\n +exp_alerts:\\n")
                .matcher(Files.readString(tests))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(rules.all()).extracting(rule -> rule.get("alert").asText()).allSatisfy(name -> assertThat(tested)
                .contains(name));
    }

    private ProcessBuilder builder(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(TOOLS.resolve(program).toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile());
    }

    /** {@code check metrics} reads what was scraped. */
    private void promtool(String... arguments) throws Exception {
        ProcessBuilder builder = builder("promtool", arguments);
        if (arguments[1].equals("metrics")) {
            builder.redirectInput(folder.resolve("scraped.txt").toFile());
        }
        int exit = Patience.exit(builder.start());
        assertThat(exit).as(Files.readString(folder.resolve("promtool.log"))).isZero();
    }
}
