package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;

/** The packed 036 and 036a on a database that the Python runner left without the one, as it did with every database. */
@ProgramTest
class LateKeysIT {
    private static final String KEYS =
            "SELECT conrelid::regclass || ' ' || convalidated FROM pg_constraint WHERE conname IN"
                    + " ('fk_device_registry_tenant', 'fk_device_state_tenant', 'fk_fleet_alert_tenant', 'fk_alert_rules_tenant')"
                    + " ORDER BY 1";

    @Test
    void the_keys_are_applied_on_request_and_validated_by_running_their_second_half_again(
            @Postgres TestDatabase database) throws SQLException {
        PulseDbProgram program = Program.on(database.url());
        Said.by(program.run("migrate")).exit(0);
        database.execute(
                "ALTER TABLE device_registry DROP CONSTRAINT fk_device_registry_tenant",
                "ALTER TABLE device_state DROP CONSTRAINT fk_device_state_tenant",
                "ALTER TABLE fleet_alert DROP CONSTRAINT fk_fleet_alert_tenant",
                "ALTER TABLE alert_rules DROP CONSTRAINT fk_alert_rules_tenant",
                "DROP TABLE flyway_schema_history, pulse_migration_log",
                "DELETE FROM schema_migrations WHERE filename LIKE '036\\_%'",
                "UPDATE schema_migrations SET version = '036' WHERE filename LIKE '036a%'");

        Said.by(program.run("migrate"))
                .exit(0)
                .err("100 migrations recorded by the Python runner taken into the history")
                .out("0 applied, nothing pending; skipped by the Python runner: 036_add_foreign_keys.sql");
        assertThat(rows(database, KEYS)).isEmpty();

        Said.by(program.run("migrate", "--apply-skipped"))
                .failed(2, "036a_cleanup_tenant_refs.sql ran without the skipped file", "add --run-again=036a");
        Said.by(program.run("migrate", "--apply-skipped", "--run-again=036a"))
                .exit(0)
                .out("2 applied, nothing pending; schema version 115");

        assertThat(rows(database, KEYS))
                .containsExactly("alert_rules true", "device_registry true", "device_state true", "fleet_alert true");
        Said.by(program.run("migrate", "--apply-skipped", "--run-again=036a"))
                .exit(0)
                .out("0 applied, nothing pending; schema version 115");
        Said.by(program.run("validate")).exit(0).out("101 migrations, no problem");
    }

    private static List<String> rows(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
