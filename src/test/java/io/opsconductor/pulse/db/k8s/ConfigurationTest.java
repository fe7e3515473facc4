package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What pulse-db is told in a cluster, where its backups lie, and what a managed database adds. */
class ConfigurationTest {

    private static final String WORKLOADS = "io.opsconductor.pulse.db.k8s.Workload#all";
    private static final String CLAIM = "pulse-db-backups";

    @ParameterizedTest
    @EnumSource
    void the_config_map_holds_only_keys_of_pulse_db(Rendering rendering) throws IOException {
        assertThat(configMap(rendering).getData().keySet())
                .isNotEmpty()
                .allMatch(key -> key.matches("PULSE_[A-Z0-9_]+|PG_POOL_(MIN|MAX)"));
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void every_container_reads_the_config_map_and_writes_no_other_setting_down(Workload workload) {
        assertThat(workload.containers()).allSatisfy(container -> {
            assertThat(container.getEnvFrom()).singleElement().returns("pulse-db", source -> source.getConfigMapRef()
                    .getName());
            assertThat(container.getEnv())
                    .filteredOn(variable -> variable.getValue() != null)
                    .extracting(EnvVar::getName)
                    .allMatch(name -> name.startsWith("PULSE_") || name.startsWith("PGSSL"));
        });
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void every_container_names_a_version_of_the_image(Workload workload) {
        assertThat(workload.containers())
                .allMatch(container -> container.getImage().matches("(opsconductor/)?pulse-db(:\\d.*|@sha256:.*)"));
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void the_backups_are_written_by_backup_only_and_read_by_check(Workload workload) throws IOException {
        String command =
                workload.containers().findFirst().orElseThrow().getArgs().get(0);
        List<Boolean> readOnly = workload.mountOf(CLAIM).map(mount -> Boolean.TRUE.equals(mount.getReadOnly())).stream()
                .toList();
        switch (command) {
            case "migrate" -> assertThat(readOnly).isEmpty();
            case "check" -> assertThat(readOnly).containsExactly(true);
            default -> assertThat(readOnly).containsExactly(false);
        }
        assertThat(workload.mountOf(CLAIM).map(VolumeMount::getMountPath).stream())
                .allMatch(configMap(workload.rendering()).getData().get("PULSE_BACKUPS_DAILY_DIRECTORY")::equals);
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void whoever_mounts_the_backups_can_be_found_by_the_pods_that_join_it(Workload workload) {
        boolean labelled =
                "mounted".equals(workload.template().getMetadata().getLabels().get("pulse-db/backups-volume"));
        assertThat(labelled).isEqualTo(workload.mountOf(CLAIM).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void the_claim_of_the_backups_exists(Rendering rendering) throws IOException {
        assertThat(rendering.objects())
                .filteredOn(PersistentVolumeClaim.class::isInstance)
                .singleElement()
                .returns(CLAIM, claim -> claim.getMetadata().getName());
    }

    @Test
    void a_managed_database_is_reached_with_its_authority_and_by_its_direct_address() throws IOException {
        assertThat(Workload.in(Rendering.MANAGED).filter(Workload::reachesADatabase))
                .hasSize(3)
                .allMatch(Workload::trustsOnlyItsAuthority);
        assertThat(directAddress(Rendering.MANAGED)).singleElement().returns(false, variable -> variable.getValueFrom()
                .getSecretKeyRef()
                .getOptional());
    }

    @Test
    void a_database_without_a_pooler_needs_no_second_address() throws IOException {
        assertThat(directAddress(Rendering.BASE)).singleElement().returns(true, variable -> variable.getValueFrom()
                .getSecretKeyRef()
                .getOptional());
    }

    private static List<EnvVar> directAddress(Rendering rendering) throws IOException {
        return Workload.in(rendering)
                .flatMap(Workload::containers)
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> "DIRECT_DATABASE_URL".equals(variable.getName()))
                .toList();
    }

    @Test
    void what_reads_backups_only_is_given_their_seal_and_no_password() throws IOException {
        assertThat(Workload.all().filter(workload -> !workload.reachesADatabase()))
                .hasSize(Rendering.values().length)
                .flatMap(workload -> workload.containers().toList())
                .allSatisfy(container -> {
                    assertThat(container.getArgs()).containsExactly("backup", "verify", "--due", "--progress");
                    assertThat(container.getEnv())
                            .extracting(EnvVar::getName)
                            .containsExactly("PULSE_BACKUPS_DAILY_SEAL_KEY");
                });
    }

    private static ConfigMap configMap(Rendering rendering) throws IOException {
        return rendering.objects().stream()
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .findAny()
                .orElseThrow();
    }
}
