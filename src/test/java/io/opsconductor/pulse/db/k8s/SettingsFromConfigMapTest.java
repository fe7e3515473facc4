package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupSettings.BackupSet;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** That the environment which the manifests make is understood as meant, the shipped defaults beneath it. */
class SettingsFromConfigMapTest {

    @Test
    void the_backup_set_is_the_one_on_the_volume() throws IOException {
        BackupSet daily = settings(environment(Rendering.BASE)).byName().get("daily");
        assertThat(daily.directory()).contains(Path.of("/backups"));
        assertThat(daily.rpo()).contains(Duration.ofHours(24));
        assertThat(daily.rto()).contains(Duration.ofHours(2));
        assertThat(daily.schedule()).contains("17 2,14 * * *");
    }

    @Test
    void the_verification_comes_round_when_the_program_counts_with_it() throws IOException {
        String cron = Rendering.BASE.objects().stream()
                .filter(CronJob.class::isInstance)
                .map(CronJob.class::cast)
                .filter(job -> job.getMetadata().getName().equals("pulse-db-verify"))
                .findAny()
                .orElseThrow()
                .getSpec()
                .getSchedule();
        for (Rendering rendering : Rendering.values()) {
            assertThat(settings(environment(rendering))
                            .byName()
                            .get("daily")
                            .taking()
                            .verifySchedule())
                    .contains(cron);
        }
    }

    @Test
    void the_long_running_process_knows_when_to_take_it() throws IOException {
        Map<String, String> environment = environment(Rendering.RUN);
        Workload.in(Rendering.RUN)
                .filter(workload -> workload.job().isEmpty())
                .flatMap(Workload::containers)
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        BackupSet daily = settings(environment).byName().get("daily");
        assertThat(daily.schedule()).contains("17 2,14 * * *");
        assertThat(daily.directory()).contains(Path.of("/backups"));
    }

    @Test
    void the_seal_key_is_the_one_of_the_secret() throws IOException {
        Map<String, String> environment = environment(Rendering.BASE);
        Workload.in(Rendering.BASE)
                .filter(workload -> workload.name().equals("pulse-db-verify"))
                .forEach(workload -> workload.secrets().keySet().forEach(name -> environment.put(name, "the key")));
        assertThat(settings(environment).byName().get("daily").seal().sealKey()).contains("the key");
    }

    private static BackupSettings settings(Map<String, String> environment) throws IOException {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(
                        Path.of("src/main/resources/profiles/pulse.properties")
                                .toUri()
                                .toURL(),
                        250))
                .withMapping(BackupSettings.class)
                .withMappingIgnore("quarkus.**")
                .addDefaultInterceptors()
                .build();
        return config.getConfigMapping(BackupSettings.class);
    }

    private static Map<String, String> environment(Rendering rendering) throws IOException {
        Map<String, String> environment = new HashMap<>();
        rendering.objects().stream()
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .forEach(map -> environment.putAll(map.getData()));
        return environment;
    }
}
