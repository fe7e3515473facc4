package io.opsconductor.pulse.db.dev;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that takes orders, one per line on its standard input, and answers each with one line. It ends, after
 * cleaning up, when its standard input closes: the kernel does that when this JVM ends, in whatever way.
 */
final class Servant implements AutoCloseable {

    private static final long SECONDS_TO_END = 120;

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    /** What it writes to standard error goes to ours. */
    Servant(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(command.get(0) + " cannot be started", failure);
        }
        orders = process.outputWriter();
        answers = process.inputReader();
    }

    synchronized String ask(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("the child process has ended", failure);
        }
        return answer();
    }

    synchronized String answer() {
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the child process ended with exit code " + process.waitFor());
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a child process answered", interrupted);
        }
    }

    /** Waits until it has cleaned up. */
    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException ended) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
