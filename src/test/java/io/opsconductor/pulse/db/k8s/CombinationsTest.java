package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every set of components with and without a managed database: all of it renders, and TLS reaches all of it. */
class CombinationsTest {
    private static final Path K8S = Path.of("k8s");

    private static final String SEAL = "PULSE_BACKUPS_DAILY_SEAL_KEY";
    private static final String POOLER = "PULSE_PGBOUNCER_URL";

    private static final Set<String> STORE = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    /** What reads or writes backups has the key that they are sealed with. */
    private static final Map<String, Set<String>> SECRETS = Map.of(
            "pulse-db-migrate", Set.of("DATABASE_URL", "DIRECT_DATABASE_URL"),
            "pulse-db-preflight",
                    Set.of("DATABASE_URL", "DIRECT_DATABASE_URL", "CHECK_DATABASE_URL", "BACKUP_DATABASE_URL"),
            "pulse-db-check", Set.of("CHECK_DATABASE_URL", SEAL, POOLER),
            "pulse-db-backup", Set.of("BACKUP_DATABASE_URL", SEAL),
            "pulse-db-verify", Set.of(SEAL),
            "pulse-db-drill", Set.of("PULSE_DRILL_URL", SEAL),
            "pulse-db-rehearse", Set.of("PULSE_DRILL_URL", SEAL),
            "pulse-db-restore", Set.of("PULSE_RESTORE_URL", SEAL),
            "pulse-db-metrics", Set.of("CHECK_DATABASE_URL", SEAL, POOLER),
            "pulse-db-run",
                    Set.of(
                            "DATABASE_URL",
                            "DIRECT_DATABASE_URL",
                            "CHECK_DATABASE_URL",
                            "BACKUP_DATABASE_URL",
                            SEAL,
                            POOLER));

    @TempDir
    Path folder;

    /** None, each, each two of them, and all. */
    static List<List<String>> sets() throws IOException {
        List<List<String>> sets = new ArrayList<>(List.of(List.of()));
        try (Stream<Path> components = Files.list(K8S.resolve("components")).sorted()) {
            for (Path component : components.toList()) {
                for (List<String> set : List.copyOf(sets)) {
                    List<String> more = new ArrayList<>(set);
                    more.add(component.getFileName().toString());
                    sets.add(more);
                }
            }
        }
        int all = sets.get(sets.size() - 1).size();
        sets.removeIf(set -> set.size() > 2 && set.size() < all);
        return sets;
    }

    @ParameterizedTest(name = "managed with {0}")
    @MethodSource("sets")
    void beside_a_managed_database_every_component_keeps_tls_and_authority(List<String> components) throws Exception {
        List<Workload> workloads =
                workloads(Files.readString(K8S.resolve("overlays/managed/kustomization.yaml")), components);

        assertThat(workloads).filteredOn(Workload::reachesADatabase).allMatch(Workload::trustsOnlyItsAuthority);
        assertThat(workloads)
                .extracting(Workload::name)
                .containsAll(List.of("pulse-db-migrate", "pulse-db-check", "pulse-db-backup"))
                .containsAll(components.stream()
                        .filter(List.of("run", "drill", "rehearse")::contains)
                        .map(component -> "pulse-db-" + component)
                        .toList());
    }

    @ParameterizedTest(name = "base with {0}")
    @MethodSource("sets")
    void every_set_of_components_renders_and_is_read_strictly(List<String> components) throws Exception {
        assertThat(workloads("resources:\n  - ../../base\n", components)).isNotEmpty();
    }

    @ParameterizedTest(name = "secrets with {0}")
    @MethodSource("sets")
    void every_pod_is_given_the_secrets_of_its_task_and_no_other(List<String> components) throws Exception {
        for (String overlay : List.of(
                "resources:\n  - ../../base\n", Files.readString(K8S.resolve("overlays/managed/kustomization.yaml")))) {
            assertThat(workloads(overlay, components))
                    .allSatisfy(workload -> assertThat(workload.secrets().keySet())
                            .as(workload.name())
                            .isEqualTo(secrets(workload.name(), components)));
            assertThat(workloads(overlay, components)).allSatisfy(workload -> workload.secrets()
                    .forEach((variable, key) -> assertThat(variable).isEqualTo(key)));
        }
    }

    /** In the order of the alphabet {@code copies} comes before the components whose pods it would change. */
    private static Set<String> secrets(String workload, List<String> components) {
        Set<String> secrets = new TreeSet<>(SECRETS.get(workload));
        if (components.contains("copies")
                && Set.of("pulse-db-backup", "pulse-db-check").contains(workload)) {
            secrets.addAll(STORE);
        }
        return secrets;
    }

    @Test
    void what_copies_or_judges_copies_has_the_credentials_of_the_store_and_no_other_pod() throws Exception {
        List<String> components = List.of("run", "metrics", "drill", "copies");
        assertThat(workloads("resources:\n  - ../../base\n", components))
                .filteredOn(workload -> workload.secrets().keySet().containsAll(STORE))
                .extracting(Workload::name)
                .containsExactlyInAnyOrder("pulse-db-run", "pulse-db-metrics", "pulse-db-backup", "pulse-db-check");
    }

    @ParameterizedTest(name = "own database, {0}")
    @ValueSource(strings = {"drill", "run"})
    void every_pod_of_an_own_database_reads_the_file_and_whoever_compares_the_folder(String other) throws Exception {
        assertThat(workloads("resources:\n  - ../../base\n", List.of(other, "own-database")))
                .hasSize(5)
                .flatMap(workload -> workload.containers().toList())
                .allSatisfy(container -> {
                    assertThat(container.getEnv()).anySatisfy(variable -> assertThat(variable)
                            .returns("PULSE_CONFIG", EnvVar::getName)
                            .returns("/config/application.properties", EnvVar::getValue));
                    assertThat(container.getVolumeMounts())
                            .filteredOn(mount -> Boolean.TRUE.equals(mount.getReadOnly()))
                            .extracting(VolumeMount::getMountPath)
                            .contains("/config", "/migrations");
                });
    }

    @Test
    void with_secrets_apart_no_pod_but_the_owners_names_the_owners() throws Exception {
        for (String overlay : List.of(
                "resources:\n  - ../../base\n", Files.readString(K8S.resolve("overlays/managed/kustomization.yaml")))) {
            assertThat(workloads(overlay, List.of("drill", "run", "secrets-apart")))
                    .filteredOn(workload ->
                            !workload.containers().toList().toString().contains("PULSE_DRILL_URL"))
                    .flatMap(workload -> workload.containers().toList())
                    .flatMap(Container::getEnv)
                    .filteredOn(variable -> variable.getName().endsWith("DATABASE_URL"))
                    .allSatisfy(variable -> assertThat(
                                    variable.getValueFrom().getSecretKeyRef().getName())
                            .isEqualTo(
                                    switch (variable.getName()) {
                                        case "CHECK_DATABASE_URL" -> "pulse-db-monitor";
                                        case "BACKUP_DATABASE_URL" -> "pulse-db-backup";
                                        default -> "pulse-db-owner";
                                    }));
        }
    }

    private List<Workload> workloads(String kustomization, List<String> components) throws Exception {
        assumeTrue(Rendering.kubectlIsInstalled(), "kubectl is not on the path");
        copy();
        Path overlay = folder.resolve("overlays/managed");
        Files.writeString(
                overlay.resolve("kustomization.yaml"),
                kustomization
                        + (components.isEmpty() ? "" : "\ncomponents:\n")
                        + String.join(
                                "",
                                components.stream()
                                        .map(component -> "  - ../../components/" + component + "\n")
                                        .toList()));
        return new StrictKubernetesReader()
                .objects(Rendering.renderedByKubectl(overlay)).stream()
                        .flatMap(object -> Workload.of(null, object).stream())
                        .toList();
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(K8S.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
