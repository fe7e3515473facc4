package io.opsconductor.pulse.db.k8s;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;

/**
 * What starts pods.
 *
 * @param job empty for a Deployment
 */
record Workload(Rendering rendering, String name, PodTemplateSpec template, Optional<JobSpec> job) {

    static Stream<Workload> all() throws IOException {
        Stream<Workload> workloads = Stream.empty();
        for (Rendering rendering : Rendering.values()) {
            workloads = Stream.concat(workloads, in(rendering));
        }
        return workloads;
    }

    static Stream<Workload> jobs() throws IOException {
        return all().filter(workload -> workload.job.isPresent());
    }

    static Stream<Workload> in(Rendering rendering) throws IOException {
        return rendering.objects().stream().flatMap(object -> of(rendering, object).stream());
    }

    /** @param rendering null for one that is not committed */
    static Optional<Workload> of(Rendering rendering, HasMetadata object) {
        String name = object.getMetadata().getName();
        if (object instanceof Job job) {
            return Optional.of(of(rendering, name, job.getSpec()));
        }
        if (object instanceof CronJob cron) {
            return Optional.of(
                    of(rendering, name, cron.getSpec().getJobTemplate().getSpec()));
        }
        if (object instanceof Deployment deployment) {
            return Optional.of(
                    new Workload(rendering, name, deployment.getSpec().getTemplate(), Optional.empty()));
        }
        return Optional.empty();
    }

    private static Workload of(Rendering rendering, String name, JobSpec job) {
        return new Workload(rendering, name, job.getTemplate(), Optional.of(job));
    }

    /** Every container, the init containers included. */
    Stream<Container> containers() {
        return Stream.concat(
                template.getSpec().getInitContainers().stream(), template.getSpec().getContainers().stream());
    }

    /** False for what only reads backups. */
    boolean reachesADatabase() {
        return !name.equals("pulse-db-verify");
    }

    /** Its connections are encrypted, and the server is who it says, by the authority that is mounted. */
    boolean trustsOnlyItsAuthority() {
        Map<String, String> settings = containers()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
        return "verify-full".equals(settings.get("PGSSLMODE"))
                && "/etc/pulse-db/ca.crt".equals(settings.get("PGSSLROOTCERT"))
                && containers()
                        .flatMap(container -> container.getVolumeMounts().stream())
                        .anyMatch(mount -> "/etc/pulse-db".equals(mount.getMountPath()) && mount.getReadOnly());
    }

    /** The keys of the Secret that it is given, by the variables that hold them. */
    Map<String, String> secrets() {
        return containers()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null)
                .collect(Collectors.toMap(
                        EnvVar::getName,
                        variable -> variable.getValueFrom().getSecretKeyRef().getKey()));
    }

    /** The mount of the volume claim {@code claim}, if this workload has it. */
    Optional<VolumeMount> mountOf(String claim) {
        return template.getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .filter(volume -> claim.equals(volume.getPersistentVolumeClaim().getClaimName()))
                .map(Volume::getName)
                .flatMap(name -> containers()
                        .flatMap(container -> container.getVolumeMounts().stream())
                        .filter(mount -> name.equals(mount.getName())))
                .findAny();
    }

    @Override
    public String toString() {
        return rendering + " " + name;
    }
}
