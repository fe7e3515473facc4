package io.opsconductor.pulse.db.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class MisspeltKeysTest {

    @Test
    void what_is_spelt_right_and_what_is_not_ours_passes() {
        assertThatCode(() -> MisspeltKeys.refuse(
                        List.of("pulse.migrations.lock-wait", "pulse.backups.daily.rpo", "pulsar.x", "user.home"),
                        List.of("PATH", "PULSE_BACKUPS_DAILY_RPO", "PULSE_TEST_DATABASE_URL", "IMPULSE_X")))
                .doesNotThrowAnyException();
    }

    @Test
    void what_kubernetes_says_of_a_service_called_pulse_passes() {
        assertThatCode(() -> MisspeltKeys.refuse(
                        List.of(),
                        List.of(
                                "PULSE_DB_SERVICE_HOST",
                                "PULSE_DB_SERVICE_PORT",
                                "PULSE_DB_SERVICE_PORT_HTTP",
                                "PULSE_DB_PORT",
                                "PULSE_DB_PORT_5432_TCP",
                                "PULSE_DB_PORT_5432_TCP_ADDR")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_misspelt_variable_is_named() {
        assertThatThrownBy(() -> MisspeltKeys.refuse(List.of(), List.of("PATH", "PULSE_BACKUP_DAILY_RPO")))
                .hasMessage("unknown environment variable PULSE_BACKUP_DAILY_RPO")
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).contains("backups", "hypertables", "migrations");
                });
    }

    @Test
    void a_misspelt_root_is_named() {
        assertThatThrownBy(() -> MisspeltKeys.refuse(List.of("pulse.hypertable.telemetry.drop-after"), List.of()))
                .hasMessage("unknown configuration key pulse.hypertable.telemetry.drop-after");
    }
}
