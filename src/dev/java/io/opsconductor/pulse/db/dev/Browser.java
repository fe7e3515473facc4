package io.opsconductor.pulse.db.dev;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chromium, as src/dev/browser supplies it: the machine's own, or Debian's unpacked into the cache. */
public final class Browser {
    /** What src/dev/browser/install.sh ends with where there is none. */
    private static final int NONE = 75;

    private final String program;
    private final String libraries;

    private Browser(String program, String libraries) {
        this.program = program;
        this.libraries = libraries;
    }

    /** Empty where none can be had; why, is told on standard error. */
    public static Optional<Browser> find() {
        Said said = run(List.of("bash", SourceFolder.file("browser/install.sh").toString()));
        if (said.exit() == NONE) {
            return Optional.empty();
        }
        String[] lines = said.out().split("\n", -1);
        return Optional.of(new Browser(lines[0], lines[1]));
    }

    /**
     * Opens a page from the disk.
     *
     * @param options of src/dev/browser/look.mjs
     * @return one JSON object: complaints, requests, title, text, buttons, wide, focused, axe
     */
    public String look(Path page, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                SourceFolder.file("browser/look.mjs").toString(),
                program,
                libraries,
                page.toUri().toString()));
        command.addAll(List.of(options));
        return run(command).out();
    }

    private record Said(int exit, String out) {}

    private static Said run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0 && exit != NONE) {
                throw new IllegalStateException(command.get(1) + " ended with " + exit + "; it has said why");
            }
            return new Said(exit, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
