package io.opsconductor.pulse.db.cli;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.opsconductor.pulse.db.Patience;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} tells services outside. */
@ProgramTest
@AlsoOnTheJvm
class NotifyIT {
    @TempDir
    Path folder;

    @Postgres
    private TestDatabase database;

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void services_are_asked_at_each_task_and_told_what_changes_and_their_addresses_are_told_nowhere() throws Exception {
        Path log = folder.resolve("run.log");
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.start();
        try {
            String at = "http://127.0.0.1:" + service.getAddress().getPort() + "/TOKEN";
            PulseDbProgram told = program()
                    .with("PULSE_SCHEDULE_CHECK_EVERY", "1s")
                    .with("PULSE_BACKUPS_DAILY_SCHEDULE", "0 0 1 1 *")
                    .with("PULSE_NOTIFY_URL", at + "/{task}")
                    .with("PULSE_NOTIFY_START_URL", at + "/{task}/start")
                    .with("PULSE_NOTIFY_WEBHOOK", at + "/hook");
            process = told.joined().outputTo(log.toFile()).start("run");
            await().until(() -> asked.contains("/TOKEN/check ") && asked.contains("/TOKEN/check/start "));

            database.execute("CREATE TABLE open_to_all (tenant_id text)");
            await().until(() -> asked.stream()
                    .anyMatch(one -> one.startsWith("/TOKEN/hook ")
                            && one.contains("schema.isolation")
                            && one.contains("open_to_all")));
            JsonNode first = new ObjectMapper()
                    .readTree(asked.stream()
                            .filter(one -> one.startsWith("/TOKEN/hook "))
                            .findFirst()
                            .orElseThrow()
                            .substring("/TOKEN/hook ".length()));
            assertThat(first.get("event").asText()).isEqualTo("findings");
            assertThat(first.get("changes").findValuesAsText("change")).containsOnly("new");
            assertThat(first.get("text").asText()).isNotBlank();
            process.toHandle().destroy();
            assertThat(Patience.exit(process)).isZero();
            Said.by(program().with("PULSE_NOTIFY_WEBHOOK", at + "/hook").run("config"))
                    .exit(0)
                    .out("pulse.notify.webhook")
                    .nowhere("TOKEN");
        } finally {
            service.stop(0);
        }
        assertThat(log).content().contains(" checked ").doesNotContain("TOKEN");
    }

    @Test
    void an_address_that_is_none_ends_it_before_anything_is_done() throws Exception {
        Said.by(program().with("PULSE_NOTIFY_WEBHOOK", "hooks.example/TOKEN").run("run"))
                .failed(2, "pulse.notify.webhook is no URL")
                .nowhere("TOKEN");
    }

    private PulseDbProgram program() throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Program.write(migrations, "001_first.sql", "CREATE TABLE first (id integer);");
        return Program.on(database.url())
                .with("PULSE_PROFILE", "pulse")
                .with("PULSE_HTTP_PORT", "0")
                .with("PULSE_MIGRATIONS_DIRECTORY", migrations.toString())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.resolve("backups").toString())
                .with("PULSE_BACKUPS_DAILY_INIT", "true");
    }
}
