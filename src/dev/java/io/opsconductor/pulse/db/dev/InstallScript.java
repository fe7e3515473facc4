package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Scripts that unpack programs into a cache, and say in their last line where. */
public final class InstallScript {
    private InstallScript() {}

    /** Prometheus, promtool and Alertmanager: the machine's own, or Debian's. */
    public static Path prometheus() {
        return run("prometheus/install.sh");
    }

    /** age and age-keygen: the machine's own, or Debian's. */
    public static Path age() {
        return run("age/install.sh");
    }

    /**
     * Quick when it has been run before. Its words go to standard error.
     *
     * @param name below {@code src/dev}
     */
    static Path run(String name) {
        String script = SourceFolder.file(name).toString();
        try {
            var process = new ProcessBuilder("bash", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String[] lines = new String(process.getInputStream().readAllBytes()).split("\n");
            if (process.waitFor() != 0) {
                throw new IllegalStateException("what " + script + " unpacks is not to be had; it said why");
            }
            return Path.of(lines[lines.length - 1]);
        } catch (IOException failure) {
            throw new UncheckedIOException("bash cannot be started", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + script + " ran", interrupted);
        }
    }
}
