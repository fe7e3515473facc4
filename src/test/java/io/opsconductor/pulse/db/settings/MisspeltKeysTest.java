package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import io.opsconductor.pulse.db.config.Spelling;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PULSE_SERVER",
                "PULSE_SINK",
                "PULSE_COOKIE",
                "PULSE_LOG_LEVEL",
                "PULSE_CONFIG_PATH",
                "PULSE_PROP_OVERRIDE",
                "PULSE_LATENCY_MSEC",
                "PULSE_NONSENSE",
                "PULSE_ENV",
                "PULSE_DATABASE_URL",
                "PULSE_API_KEY",
                "PULSE_",
                "PULSE"
            })
    void another_programs_variable_passes(String variable) {
        assertThatCode(() -> MisspeltKeys.refuse(List.of(), List.of(variable))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "PULSE_BACKUP_DAILY_RPO, PULSE_BACKUPS_DAILY_RPO",
        "PULSE_BACKUPS_DAILY_RPOO, PULSE_BACKUPS_DAILY_RPO",
        "PULSE_BACKUPS_OFF_SITE_KEEP_LSAT, PULSE_BACKUPS_OFF_SITE_KEEP_LAST",
        "PULSE_MIGRATION_LOCK_WAIT, PULSE_MIGRATIONS_LOCK_WAIT",
        "PULSE_MIGRATIONS_LOCK_WIAT, PULSE_MIGRATIONS_LOCK_WAIT",
        "PULSE_DRIL_URL, PULSE_DRILL_URL",
        "PULSE_HYPERTABLE_TELEMETRY_DROP_AFTER, PULSE_HYPERTABLES_TELEMETRY_DROP_AFTER",
    })
    void a_misspelt_variable_is_named_with_the_one_that_was_meant(String variable, String meant) {
        assertThatThrownBy(() -> MisspeltKeys.refuse(List.of(), List.of("PATH", variable)))
                .hasMessage("unknown environment variable " + variable)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).contains("did you mean " + meant + "?");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PULSE_MIGRATIONS_NONSENSE", "PULSE_BACKUPS_NONSENSE", "PULSE_DRILL_", "PULSE_CHECK_X_Y_Z"})
    void a_variable_in_one_of_our_sections_is_refused_whatever_it_says(String variable) {
        assertThatThrownBy(() -> MisspeltKeys.refuse(List.of(), List.of(variable)))
                .hasMessage("unknown environment variable " + variable)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                        .contains("backups", "hypertables", "migrations"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "pulse.hypertable.telemetry.drop-after, pulse.hypertables.telemetry.drop-after",
        "pulse.migration.lock-wait, pulse.migrations.lock-wait",
    })
    void a_misspelt_section_is_named_with_the_one_that_was_meant(String key, String meant) {
        assertThatThrownBy(() -> MisspeltKeys.refuse(List.of(key), List.of()))
                .hasMessage("unknown configuration key " + key)
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.remedy())
                        .contains("did you mean " + meant + "?"));
    }

    @Test
    void a_key_below_pulse_that_is_near_none_is_refused_all_the_same() {
        assertThatThrownBy(() -> MisspeltKeys.refuse(List.of("pulse.nonsense"), List.of()))
                .hasMessage("unknown configuration key pulse.nonsense");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pulse.migrations.lock-wiat | did you mean pulse.migrations.lock-wait? otherwise remove it",
                "pulse.database.url | did you mean pulse.databases.\"NAME\".url? otherwise remove it",
                "pulse.backup.rpo | did you mean pulse.backups.\"NAME\".rpo? otherwise remove it",
                "pulse.hypertables.\"a.b\".drop-aftr | did you mean pulse.hypertables.\"a.b\".drop-after? otherwise remove it",
                "pulse.log.location | correct or remove it; below pulse.log. there are format",
                "pulse.jobs.telemetry.nonsense | correct or remove it; below pulse.jobs.\"name\". there are expected, ignore",
                "pulse.nonsense.x | correct or remove it; below pulse. there are backups, check, databases, drill, http,"
                        + " hypertables, isolation, jobs, log, metrics, migrations, notify, pgbouncer, postgresql, profile, rehearsal, schedule, services, timescale, trusted-roles",
            })
    void a_key_that_a_mapping_refuses_is_told_with_the_one_that_was_meant_or_with_those_that_there_are(
            String key, String remedy) {
        assertThat(MisspeltKeys.remedy(key)).isEqualTo(remedy);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "wait, wait, 0",
        "wiat, wait, 1",
        "wat, wait, 1",
        "waiit, wait, 1",
        "want, wait, 1",
        "'', abc, 3",
        "abc, '', 3"
    })
    void a_swap_counts_as_one_error(String one, String other, int distance) {
        assertThat(Spelling.distance(one, other)).isEqualTo(distance);
    }
}
