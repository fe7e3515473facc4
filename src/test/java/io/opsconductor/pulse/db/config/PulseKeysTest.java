package io.opsconductor.pulse.db.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PulseKeysTest {

    @Test
    void every_key_of_every_mapping_is_known_and_no_other() {
        Map<String, List<String>> plain = new TreeMap<>();
        Map<String, List<String>> named = new TreeMap<>();
        for (Class<?> mapping : mappings()) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            assertThat(prefix).as(mapping.getName()).matches("pulse\\.[a-z-]+");
            String root = prefix.substring("pulse.".length());
            List<String> keys = keys(mapping);
            if (!keys.isEmpty()) {
                plain.put(root, keys);
            }
            List<String> keysByName = keysByName(mapping);
            if (!keysByName.isEmpty()) {
                named.merge(root, keysByName, (some, others) -> Stream.concat(some.stream(), others.stream())
                        .sorted()
                        .toList());
            }
        }

        assertThat(sorted(PulseKeys.PLAIN)).isEqualTo(plain).isNotEmpty();
        assertThat(sorted(PulseKeys.NAMED)).isEqualTo(named).isNotEmpty();
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

    private static List<String> keys(Class<?> mapping) {
        return Stream.of(mapping.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !method.isAnnotationPresent(WithParentName.class))
                .map(PulseKeysTest::key)
                .sorted()
                .toList();
    }

    private static List<String> keysByName(Class<?> mapping) {
        return Stream.of(mapping.getDeclaredClasses())
                .filter(Class::isInterface)
                .flatMap(type -> keys(type).stream())
                .sorted()
                .toList();
    }

    private static String key(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name != null
                ? name.value()
                : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<String>> sorted(Map<String, List<String>> keys) {
        return keys.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stream()
                .sorted()
                .toList()));
    }
}
