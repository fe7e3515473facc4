package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no pod of pulse-db may do, have or be told. */
class PodRestrictionsTest {

    private static final String WORKLOADS = "io.opsconductor.pulse.db.k8s.Workload#all";

    /** Of whatever reads or writes backups. */
    private static final String SEAL_KEY = "PULSE_BACKUPS_DAILY_SEAL_KEY";

    /** Of whatever checks. */
    private static final String POOLER = "PULSE_PGBOUNCER_URL";

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void every_pod_runs_as_the_images_user_and_never_as_root(Workload workload) throws IOException {
        PodSecurityContext context = workload.template().getSpec().getSecurityContext();
        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(context.getFsGroup()).isEqualTo(context.getRunAsGroup());
        assertThat(Files.readAllLines(Path.of("src/main/docker/Dockerfile.native")))
                .contains("USER " + context.getRunAsUser() + ":" + context.getRunAsGroup());
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void every_container_is_restricted_and_writes_only_to_its_volumes(Workload workload) {
        assertThat(workload.containers()).isNotEmpty().allSatisfy(container -> {
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(context.getPrivileged()).isNull();
            assertThat(container.getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .contains("/tmp");
        });
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void every_container_asks_for_resources_and_is_held_to_them(Workload workload) {
        assertThat(workload.containers()).isNotEmpty().allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
            assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
        });
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void no_pod_has_a_token_or_service_links_or_a_share_in_the_node(Workload workload) {
        PodSpec pod = workload.template().getSpec();
        assertThat(pod.getServiceAccountName()).isEqualTo("pulse-db");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
        assertThat(pod.getTerminationGracePeriodSeconds()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void the_service_account_has_no_token(Rendering rendering) throws IOException {
        assertThat(rendering.objects())
                .filteredOn(ServiceAccount.class::isInstance)
                .singleElement()
                .returns(false, account -> ((ServiceAccount) account).getAutomountServiceAccountToken());
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void every_mount_has_its_volume_and_every_volume_is_mounted(Workload workload) {
        assertThat(workload.containers()
                        .flatMap(container -> container.getVolumeMounts().stream())
                        .map(VolumeMount::getName)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(workload.template().getSpec().getVolumes().stream()
                        .map(Volume::getName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void each_task_has_the_key_of_its_own_role_from_the_secret_and_no_other(Workload workload) {
        Set<String> addresses =
                switch (workload.name()) {
                    case "pulse-db-migrate" -> Set.of("DATABASE_URL", "DIRECT_DATABASE_URL");
                    case "pulse-db-check" -> Set.of("CHECK_DATABASE_URL", SEAL_KEY, POOLER);
                    case "pulse-db-backup" -> Set.of("BACKUP_DATABASE_URL", SEAL_KEY);
                    case "pulse-db-drill" -> Set.of("PULSE_DRILL_URL", SEAL_KEY);
                    case "pulse-db-run" ->
                        Set.of(
                                "DATABASE_URL",
                                "DIRECT_DATABASE_URL",
                                "CHECK_DATABASE_URL",
                                "BACKUP_DATABASE_URL",
                                SEAL_KEY,
                                POOLER);
                    default -> Set.of(SEAL_KEY);
                };
        assertThat(workload.containers()).allSatisfy(container -> assertThat(container.getEnv())
                .filteredOn(variable -> variable.getValueFrom() != null)
                .allMatch(variable -> "pulse-db"
                        .equals(variable.getValueFrom().getSecretKeyRef().getName()))
                .allMatch(variable -> variable.getName()
                        .equals(variable.getValueFrom().getSecretKeyRef().getKey()))
                .extracting(EnvVar::getName)
                .containsExactlyInAnyOrderElementsOf(addresses));
    }

    @Test
    void what_a_pod_connects_to_is_named() throws IOException {
        for (Rendering rendering : Rendering.values()) {
            NetworkPolicy policy = rendering.objects().stream()
                    .filter(NetworkPolicy.class::isInstance)
                    .map(NetworkPolicy.class::cast)
                    .findAny()
                    .orElseThrow();
            assertThat(policy.getSpec().getEgress()).allSatisfy(rule -> {
                assertThat(rule.getTo()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
            assertThat(policy.getSpec().getEgress())
                    .filteredOn(rule -> rule.getPorts().stream()
                            .anyMatch(port -> port.getPort().getIntVal() == 53))
                    .singleElement()
                    .satisfies(dns -> assertThat(dns.getTo())
                            .singleElement()
                            .returns("kube-dns", peer -> peer.getPodSelector()
                                    .getMatchLabels()
                                    .get("k8s-app")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_password_is_written_down(Rendering rendering) throws IOException {
        assertThat(rendering.text())
                .doesNotContainPattern("://[^\\s/]*:[^\\s/]*@")
                .doesNotContainPattern("(?i)password|passwd|PGPASS");
    }

    @Test
    void every_pod_is_held_to_the_network_policy_and_nothing_connects_to_it() throws IOException {
        for (Rendering rendering : Rendering.values()) {
            NetworkPolicy policy = rendering.objects().stream()
                    .filter(NetworkPolicy.class::isInstance)
                    .map(NetworkPolicy.class::cast)
                    .findAny()
                    .orElseThrow();
            assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
            assertThat(policy.getSpec().getIngress()).isEmpty();
            assertThat(Workload.in(rendering)).isNotEmpty().allSatisfy(workload -> assertThat(
                            workload.template().getMetadata().getLabels())
                    .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels()));
        }
    }
}
