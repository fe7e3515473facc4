package io.opsconductor.pulse.db.migrate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.flywaydb.core.extensibility.Plugin;
import org.junit.jupiter.api.Test;

class FlywayPluginsTest {
    @Test
    void the_native_executable_knows_every_plugin_that_flyway_finds() {
        Set<String> registered = Set.of(
                FlywayPlugins.class.getAnnotation(RegisterForReflection.class).classNames());

        assertThat(ServiceLoader.load(Plugin.class).stream()
                        .map(plugin -> plugin.type().getName())
                        .collect(Collectors.toSet()))
                .contains(ReducedPostgresDatabaseType.class.getName())
                .isSubsetOf(registered);
    }

    @Test
    void every_class_that_is_registered_is_there() {
        assertThat(FlywayPlugins.class
                        .getAnnotation(RegisterForReflection.class)
                        .classNames())
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
    }
}
