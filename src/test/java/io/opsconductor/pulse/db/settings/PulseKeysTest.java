package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PulseKeysTest {

    @Test
    void every_mapping_is_known() {
        assertThat(mappings()).isNotEmpty().containsExactlyInAnyOrderElementsOf(Mappings.ALL);
    }

    @Test
    void keys_are_told_by_the_mappings_with_their_names() {
        assertThat(PulseKeys.PLAIN)
                .containsEntry("log", List.of("format"))
                .doesNotContainKeys("backups", "hypertables", "databases");
        assertThat(PulseKeys.PLAIN.get("migrations")).contains("history-schema", "lock-wait");
        assertThat(PulseKeys.NAMED.keySet())
                .containsExactlyInAnyOrder("backups", "jobs", "databases", "hypertables", "services");
        assertThat(PulseKeys.NAMED.get("backups")).contains("rpo", "seal-key-file");
        assertThat(PulseKeys.NAMED.get("databases"))
                .as("of two mappings")
                .containsExactlyInAnyOrder("url", "areas", "inherit", "hypertables");
    }

    @ParameterizedTest
    @CsvSource({
        "PULSE_MIGRATIONS_LOCK_WAIT, pulse.migrations.lock-wait",
        "PULSE_TIMESCALE_SCHEDULER_EXPECTED, pulse.timescale.scheduler-expected",
        "PULSE_BACKUPS_DAILY_RPO, pulse.backups.daily.rpo",
        "PULSE_BACKUPS_OFF_SITE_RPO, pulse.backups.off_site.rpo",
        "PULSE_HYPERTABLES_TELEMETRY_COMPRESS_AFTER, pulse.hypertables.telemetry.compress-after",
        "PULSE_DATABASES_PLANT_2_URL, pulse.databases.plant_2.url",
        "PULSE_DATABASES_PLANT_2_HYPERTABLES_RAW_DATA_DROP_AFTER, pulse.databases.plant_2.hypertables.raw_data.drop-after",
        "PULSE_HYPERTABLES_SYSTEM_METRICS_DROP_AFTER, pulse.hypertables.system_metrics.drop-after",
    })
    void a_variable_sets_the_key_that_it_spells(String variable, String property) {
        assertThat(PulseKeys.property(variable)).contains(property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PULSE_MIGRATIONS_LOCK_WIAT",
                "PULSE_MIGRATION_LOCK_WAIT",
                "PULSE_BACKUPS_DAILY_RPOO",
                "PULSE_BACKUPS_RPO",
                "PULSE_BACKUPS__RPO",
                "PULSE_",
                "PULSE_BACKUPS",
                "PULSE_DATABASES_URL",
                "PULSE_DATABASES_A_HYPERTABLES_B_DROP_AFTR"
            })
    void a_misspelt_variable_sets_nothing(String variable) {
        assertThat(PulseKeys.property(variable)).isEmpty();
    }

    private static List<Class<?>> mappings() {
        List<Class<?>> mappings = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.opsconductor.pulse.db")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                mappings.add(type.reflect());
            }
        }
        return mappings;
    }
}
