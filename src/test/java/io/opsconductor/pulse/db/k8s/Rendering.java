package io.opsconductor.pulse.db.k8s;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * What kustomize makes of a folder below {@code k8s/}. It is committed, so that the objects are read and judged on
 * machines without kubectl too; where kubectl is, it has the last word on whether the committed text is still true.
 */
enum Rendering {
    BASE("k8s/base"),
    MANAGED("k8s/overlays/managed"),
    RUN("k8s/overlays/run"),
    DRILL("k8s/overlays/drill"),
    MONITORING("k8s/overlays/monitoring");

    private final Path folder;
    private final Path committed;

    Rendering(String folder) {
        this.folder = Path.of(folder);
        this.committed = Path.of("src/test/resources/k8s", this.folder.getFileName() + ".yaml");
    }

    String text() throws IOException {
        return Files.readString(committed);
    }

    List<HasMetadata> objects() throws IOException {
        return new StrictKubernetesReader().objects(text());
    }

    /** What to run when kustomize renders something else than what is committed. */
    String renewal() {
        return "kubectl kustomize " + folder + " >" + committed;
    }

    static boolean kubectlIsInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .anyMatch(folder -> Files.isExecutable(folder.resolve("kubectl")));
    }

    String renderedByKubectl() throws IOException, InterruptedException {
        return renderedByKubectl(folder);
    }

    static String renderedByKubectl(Path folder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("kustomize", ".yaml");
        Path err = Files.createTempFile("kustomize", ".err");
        try {
            Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!kubectl.waitFor(5, TimeUnit.MINUTES)) {
                kubectl.destroyForcibly();
                throw new IOException("kubectl kustomize " + folder + " did not end within a minute");
            }
            if (kubectl.exitValue() != 0) {
                throw new IOException("kubectl kustomize " + folder + ": " + Files.readString(err));
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
