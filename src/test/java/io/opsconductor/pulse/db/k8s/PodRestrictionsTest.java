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

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void everyPodRunsAsTheImagesUserAndNeverAsRoot(Workload workload) throws IOException {
        PodSecurityContext context = workload.template().getSpec().getSecurityContext();
        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(context.getFsGroup()).isEqualTo(context.getRunAsGroup());
        assertThat(Files.readAllLines(Path.of("src/main/docker/Dockerfile.native")))
                .contains("USER " + context.getRunAsUser() + ":" + context.getRunAsGroup());
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void everyContainerIsRestrictedAndWritesOnlyToItsVolumes(Workload workload) {
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
    void everyContainerAsksForResourcesAndIsHeldToThem(Workload workload) {
        assertThat(workload.containers()).isNotEmpty().allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
            assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
        });
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void noPodHasATokenOrServiceLinksOrAShareInTheNode(Workload workload) {
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
    void theServiceAccountHasNoToken(Rendering rendering) throws IOException {
        assertThat(rendering.objects())
                .filteredOn(ServiceAccount.class::isInstance)
                .singleElement()
                .returns(false, account -> ((ServiceAccount) account).getAutomountServiceAccountToken());
    }

    @ParameterizedTest
    @MethodSource(WORKLOADS)
    void everyMountHasItsVolumeAndEveryVolumeIsMounted(Workload workload) {
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
    void eachTaskHasTheKeyOfItsOwnRoleFromTheSecretAndNoOther(Workload workload) {
        Set<String> addresses =
                switch (workload.name()) {
                    case "pulse-db-migrate" -> Set.of("DATABASE_URL", "DIRECT_DATABASE_URL");
                    case "pulse-db-check" -> Set.of("CHECK_DATABASE_URL");
                    case "pulse-db-backup" -> Set.of("BACKUP_DATABASE_URL");
                    case "pulse-db-drill" -> Set.of("PULSE_DRILL_URL");
                    case "pulse-db-run" ->
                        Set.of("DATABASE_URL", "DIRECT_DATABASE_URL", "CHECK_DATABASE_URL", "BACKUP_DATABASE_URL");
                    default -> Set.of();
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
    void whatAPodConnectsToIsNamed() throws IOException {
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
    void noPasswordIsWrittenDown(Rendering rendering) throws IOException {
        assertThat(rendering.text())
                .doesNotContainPattern("://[^\\s/]*:[^\\s/]*@")
                .doesNotContainPattern("(?i)password|passwd|PGPASS");
    }

    @Test
    void everyPodIsHeldToTheNetworkPolicyAndNothingConnectsToIt() throws IOException {
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
