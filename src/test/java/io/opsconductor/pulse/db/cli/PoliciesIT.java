package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.dev.Timescale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code policies}, {@code policies apply} and {@code check --fix} as people and machines see them. */
@ProgramTest
class PoliciesIT {
    @Timescale
    private TestDatabase database;

    @BeforeEach
    void fill() throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        for (String table : new String[] {"telemetry", "by_hand"}) {
            database.execute(
                    "CREATE TABLE " + table + " (time timestamptz NOT NULL, value int)",
                    "SELECT create_hypertable('" + table + "', 'time', chunk_time_interval => interval '1 day')",
                    "INSERT INTO " + table
                            + " SELECT now() - day * interval '1 day', day FROM generate_series(2, 6) AS day",
                    "ALTER TABLE " + table + " SET (timescaledb.compress)");
        }
    }

    private PulseDbProgram program() {
        return Program.on(database.url())
                .with("PULSE_HYPERTABLES_SYSTEM_METRICS_EXPECTED", "false")
                .with("PULSE_HYPERTABLES_AUDIT_LOG_EXPECTED", "false")
                .with("PULSE_HYPERTABLES_DEVICE_HEALTH_TELEMETRY_EXPECTED", "false")
                .with("PULSE_HYPERTABLES_BY_HAND_COMPRESS_AFTER", "1h");
    }

    @Test
    void policies_are_shown_planned_refused_and_applied() {
        Said.by(program().run("policies"))
                .exit(0)
                .out("telemetry  compression  1h                         missing")
                .out("by_hand    retention                               undecided");
        Said.by(program().run("policies", "apply", "--dry-run", "telemetry"))
                .exit(2)
                .out(
                        "telemetry: would add: compress after 1h",
                        "    SELECT public.add_compression_policy('public.telemetry'::regclass, ")
                .out("telemetry: refused, retention: dropping after 30d would drop data sooner", "no chunk would go")
                .out("    -> pulse-db policies apply --allow-dropping=telemetry", "1 would be done, 1 refused");
        JsonNode applied = Said.by(
                        program().run("policies", "apply", "telemetry", "--allow-dropping=telemetry", "--output=json"))
                .exit(0)
                .document("dryRun", "steps", "refused", "possible", "policies");
        assertThat(applied.get("steps")).hasSize(2);
        assertThat(applied.get("steps").get(1).fieldNames())
                .toIterable()
                .containsExactly("table", "policy", "does", "sql", "dropsChunks", "dropsBytes");
        JsonNode policy = applied.get("policies").get(2);
        assertThat(policy.fieldNames())
                .toIterable()
                .containsExactly("table", "aggregate", "policy", "wanted", "found", "every", "job", "owner", "state");
        assertThat(policy.get("state").asText()).isEqualTo("as wanted");
        Said.by(program().run("policies", "apply", "telemetri"))
                .failed(2, "there is no hypertable or continuous aggregate 'telemetri', declared or found");
    }

    @Test
    void nothing_is_called_done_where_a_step_fails() throws Exception {
        database.execute("ALTER DATABASE \"" + database.name() + "\" SET default_transaction_read_only = on");
        Said.by(program().run("policies", "apply", "by_hand"))
                .failed(1, "read-only transaction")
                .nowhere("done");
    }

    @Test
    void a_check_fixes_within_its_limits_and_looks_again() {
        Said.by(program().run("check", "compression", "--fix", "--progress", "--fix-chunks=2", "--fix-within=5m"))
                .exit(3)
                .out("to fix  by_hand: compress _hyper_", "2 to fix", "2 of 2 fixed")
                .err("[2/2] ");
        JsonNode document = Said.by(program().run("check", "compression", "--fix", "--output=json"))
                .document("checkedAt", "worst", "findings", "fix");
        assertThat(document.get("fix").fieldNames())
                .toIterable()
                .containsExactly("dryRun", "planned", "done", "failed", "left", "later", "errors");
        assertThat(document.get("fix").get("done")).isNotEmpty();
        assertThat(document.get("findings"))
                .noneMatch(finding -> finding.get("check").asText().equals("compression.backlog")
                        && !finding.get("severity").asText().equals("ok"));
        Said.by(program().run("check", "compression", "--fix", "--dry-run"))
                .exit(3)
                .out("0 would be fixed");
        Said.by(program().run("check", "--dry-run")).failed(2, "--dry-run goes with --fix only");
        Said.by(program().run("check", "--fix", "--fix-within=soon"))
                .failed(2, "--fix-within=soon cannot be read", "write 90s, 15m");
    }
}
