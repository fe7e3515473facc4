package io.opsconductor.pulse.db.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The programs of PostgreSQL 17 or newer: the machine's own, or Debian's unpacked into a cache. */
final class ClientTools {

    private ClientTools() {}

    /** Runs src/dev/postgresql/install.sh, quick when it has been run before. Its words go to standard error. */
    static Path install() {
        String script = SourceFolder.file("postgresql/install.sh").toString();
        try {
            var process = new ProcessBuilder("bash", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String[] lines = new String(process.getInputStream().readAllBytes()).split("\n");
            if (process.waitFor() != 0) {
                throw new IllegalStateException("no PostgreSQL 17 to be had; " + script + " said why");
            }
            return Path.of(lines[lines.length - 1]);
        } catch (IOException failure) {
            throw new UncheckedIOException("bash cannot be started", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was unpacked", interrupted);
        }
    }
}
