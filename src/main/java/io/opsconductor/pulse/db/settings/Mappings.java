package io.opsconductor.pulse.db.settings;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.check.CheckSettings;
import io.opsconductor.pulse.db.check.NamedDatabaseSettings;
import io.opsconductor.pulse.db.drill.DrillSettings;
import io.opsconductor.pulse.db.isolation.IsolationSettings;
import io.opsconductor.pulse.db.metrics.HttpSettings;
import io.opsconductor.pulse.db.metrics.MetricsSettings;
import io.opsconductor.pulse.db.metrics.NotifySettings;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.pool.PgBouncerSettings;
import io.opsconductor.pulse.db.pool.ServiceSettings;
import io.opsconductor.pulse.db.postgres.PostgresSettings;
import io.opsconductor.pulse.db.rehearse.RehearsalSettings;
import io.opsconductor.pulse.db.schedule.LogSettings;
import io.opsconductor.pulse.db.schedule.ScheduleSettings;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.job.JobSettings;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import io.opsconductor.pulse.db.timescale.promise.OwnHypertableSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

/**
 * The mappings of all features and the keys in them. A native executable reads them while it is built and holds the result:
 * at a start nothing is reflected upon.
 */
final class Mappings {
    /** A test holds this list against the classes that there are. */
    static final List<Class<?>> ALL = List.of(
            BackupSettings.class,
            CheckSettings.class,
            DrillSettings.class,
            HttpSettings.class,
            HypertableSettings.class,
            IsolationSettings.class,
            JobSettings.class,
            LogSettings.class,
            MetricsSettings.class,
            MigrationSettings.class,
            NamedDatabaseSettings.class,
            NotifySettings.class,
            OwnHypertableSettings.class,
            PgBouncerSettings.class,
            PostgresSettings.class,
            RehearsalSettings.class,
            ScheduleSettings.class,
            ServiceSettings.class,
            TimescaleSettings.class);

    private Mappings() {}

    /** The keys of each section that lie directly in it; without the sections that have none. */
    static Map<String, List<String>> plain() {
        return bySection(Mappings::keys);
    }

    /** The keys below a name that users choose, of each section that has such names. */
    static Map<String, List<String>> named() {
        return bySection(
                mapping -> methods(mapping).filter(Mappings::isByName).flatMap(method -> keys(valueType(method))));
    }

    /** The keys below a second name, as of {@code backups.copies}: those of a set's copy. */
    static Map<String, List<String>> nested() {
        return ALL.stream()
                .flatMap(mapping -> methods(mapping).filter(Mappings::isByName).flatMap(names -> methods(
                                valueType(names))
                        .filter(method -> method.getReturnType() == Map.class)
                        .map(method -> Map.entry(
                                section(mapping) + "." + key(method),
                                keys(valueType(method)).toList()))))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, List<String>> bySection(Function<Class<?>, Stream<String>> keys) {
        return ALL.stream()
                .flatMap(mapping -> keys.apply(mapping).map(key -> Map.entry(section(mapping), key)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
    }

    private static String section(Class<?> mapping) {
        return mapping.getAnnotation(ConfigMapping.class).prefix().substring("pulse.".length());
    }

    /** Those of a part that is written as an interface of its own are among them. */
    private static Stream<String> keys(Class<?> type) {
        return methods(type)
                .filter(method -> !isByName(method))
                .flatMap(method -> method.isAnnotationPresent(WithParentName.class)
                        ? keys(method.getReturnType())
                        : Stream.of(key(method)));
    }

    private static boolean isByName(Method method) {
        return method.isAnnotationPresent(WithParentName.class) && method.getReturnType() == Map.class;
    }

    private static Class<?> valueType(Method map) {
        return (Class<?>) ((ParameterizedType) map.getGenericReturnType()).getActualTypeArguments()[1];
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted((one, other) -> one.getName().compareTo(other.getName()));
    }

    private static String key(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name == null ? method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) : name.value();
    }
}
