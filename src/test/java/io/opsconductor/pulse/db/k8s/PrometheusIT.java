package io.opsconductor.pulse.db.k8s;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.cli.Program;
import io.opsconductor.pulse.db.cli.Said;
import io.opsconductor.pulse.db.cli.Scrape;
import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.dev.InstallScript;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself makes of our series and alerts. */
@ProgramTest
class PrometheusIT {
    private static final Path TOOLS = InstallScript.prometheus();

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            Patience.exit(process);
        }
    }

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

    @Test
    void a_broken_promise_becomes_an_alert_in_alertmanager_and_goes_when_it_is_kept(@Postgres TestDatabase database)
            throws Exception {
        database.execute(
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE TABLE \"odd \"\"name\"\"\\\n\" (at timestamptz NOT NULL)",
                "SELECT create_hypertable('\"odd \"\"name\"\"\\\n\"', 'at')",
                "INSERT INTO \"odd \"\"name\"\"\\\n\" VALUES (now())");
        Scrape run = new Scrape(FreePort.find());
        Scrape prometheus = new Scrape(FreePort.find());
        Scrape alertmanager = new Scrape(FreePort.find());
        new AlertRules().atOnce().write(folder.resolve("rules.yaml"));
        write("alertmanager.yaml", "route: {receiver: none, group_wait: 1s}", "receivers: [{name: none}]");
        write(
                "prometheus.yaml",
                "global: {scrape_interval: 1s, evaluation_interval: 1s}",
                "rule_files: [rules.yaml]",
                "scrape_configs: [{job_name: pulse-db, static_configs: [{targets: ['127.0.0.1:" + run.port() + "']}]}]",
                "alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:" + alertmanager.port()
                        + "']}]}]}");
        PulseDbProgram program = program(database);
        processes.add(program.with("PULSE_HTTP_PORT", String.valueOf(run.port()))
                .with("PULSE_SCHEDULE_CHECK_EVERY", "1s")
                .joined()
                .outputTo(folder.resolve("run.log").toFile())
                .start("run", "--no-migrate"));
        for (String template : new String[] {"default.tmpl", "email.tmpl"}) {
            Files.copy(TOOLS.resolve("../share/prometheus/alertmanager").resolve(template), folder.resolve(template));
        }
        start(
                "prometheus-alertmanager",
                "--config.file=alertmanager.yaml",
                "--storage.path=alerts",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertmanager.port());
        start(
                "prometheus",
                "--config.file=prometheus.yaml",
                "--storage.tsdb.path=series",
                "--rules.alert.resend-delay=1s",
                "--web.listen-address=127.0.0.1:" + prometheus.port());

        await().until(() -> alerts(alertmanager).contains("PulseDbNoVerifiedBackup"));
        assertThat(alerts(alertmanager)).doesNotContain("PulseDbAbsent");
        Files.writeString(folder.resolve("scraped.txt"), run.get("/metrics"));
        promtool("check", "metrics");
        Said.by(program(database).run("backup", "take")).exit(0);

        await().until(() -> !alerts(alertmanager).contains("PulseDbNoVerifiedBackup"));
    }

    private PulseDbProgram program(TestDatabase database) {
        return Program.on(database.url())
                .with("PULSE_PROFILE", "none")
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .with("PULSE_BACKUPS_DAILY_INIT", "true")
                .with("PULSE_BACKUPS_DAILY_RPO", "24h")
                .clientTools();
    }

    /** The names of those that are active now. */
    private static Set<String> alerts(Scrape alertmanager) {
        try {
            JsonNode alerts = new ObjectMapper().readTree(alertmanager.get("/api/v2/alerts?active=true"));
            return alerts.findValuesAsText("alertname").stream().collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of(); // it does not listen yet
        }
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private void start(String program, String... options) throws IOException {
        processes.add(builder(program, options).start());
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
