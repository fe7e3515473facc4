package io.opsconductor.pulse.db.postgres.tool;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;

/**
 * Runs one of PostgreSQL's programs. Both pipes are drained, so that the child never blocks on a full one; the child is
 * ended when the calling thread is interrupted and when this process stops.
 */
public final class ChildProcess {
    /** How long an ended child may take before it is killed. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Of what a child writes to standard error, only the end is kept: the last lines say why it failed. */
    private static final int KEPT_LINES = 20;

    private static final File NOTHING = new File("/dev/null");
    private static final InputStream NO_INPUT = InputStream.nullInputStream();
    private static final int PIECE = 1 << 16;
    /**
     * Variables of libpq that would lead a child to another server than the JDBC driver, which does not honour them (a
     * service even takes precedence over PGHOST), and the login of the configured database, which is no other server's business:
     * where it is meant, it is among what is added.
     */
    private static final Set<String> NOT_INHERITED =
            Set.of("PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGOPTIONS", "PGUSER", "PGPASSWORD", "PGDATABASE");

    private ChildProcess() {}

    /** Reads a child's standard output to the end; when it stops earlier, the child finds its pipe closed. */
    @FunctionalInterface
    public interface OutputReader<T> {
        T read(InputStream output) throws IOException;
    }

    /**
     * @param command program and arguments; holds no secret
     * @param environment added to this process's own; secrets travel here
     * @throws PulseFailure (usage) when the program cannot be started, (failed) when its output cannot be read
     * @throws InterruptedException after the child was ended
     */
    public static <T> Outcome<T> run(List<String> command, Map<String, String> environment, OutputReader<T> reader)
            throws InterruptedException {
        return run(null, command, environment, NO_INPUT, reader);
    }

    /**
     * The same for a program that reads its standard input.
     *
     * @param input is read for as long as the child takes it, which need not be to its end; stays open
     */
    public static <T> Outcome<T> run(
            List<String> command, Map<String, String> environment, InputStream input, OutputReader<T> reader)
            throws InterruptedException {
        return run(null, command, environment, input, reader);
    }

    /**
     * The same in a working directory.
     *
     * @param directory null for that of this process
     */
    public static <T> Outcome<T> runIn(
            Path directory, List<String> command, Map<String, String> environment, OutputReader<T> reader)
            throws InterruptedException {
        return run(directory, command, environment, NO_INPUT, reader);
    }

    private static <T> Outcome<T> run(
            Path directory,
            List<String> command,
            Map<String, String> environment,
            InputStream input,
            OutputReader<T> reader)
            throws InterruptedException {
        Process process = start(directory, command, environment, input == NO_INPUT);
        Thread onShutdown = new Thread(() -> end(process), "end " + command.get(0));
        try {
            remember(onShutdown);
            FutureTask<Void> feeding = drain("input of " + command.get(0), () -> feed(process, input));
            FutureTask<T> output = drain("output of " + command.get(0), () -> readAndClose(process, reader));
            FutureTask<String> errors = drain("errors of " + command.get(0), () -> lastLines(process.getErrorStream()));
            int exit = process.waitFor();
            if (exit != 0) {
                // The hook, or whoever signals the whole group, may have ended the child before this thread hears of
                // it.
                StopRequest.check();
            }
            // What could not be read for the child goes first: it would have failed by that.
            given(feeding, command.get(0) + ": its input could not be read: ");
            String unread = command.get(0) + ": its output could not be read: ";
            return new Outcome<>(exit, given(output, unread), given(errors, unread));
        } finally {
            end(process);
            forget(onShutdown);
        }
    }

    /** What kept a child's input or output from being read or written, to be thrown; any other failure is thrown itself. */
    public static IOException problem(PulseFailure failure) {
        if (failure.getCause() instanceof IOException problem) {
            return problem;
        }
        throw failure;
    }

    private static <T> T given(FutureTask<T> task, String failure) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw PulseFailure.failed(failure + e.getCause().getMessage(), "", e.getCause());
        }
    }

    private static Process start(
            Path directory, List<String> command, Map<String, String> environment, boolean noInput) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory == null ? null : directory.toFile())
                .redirectInput(noInput ? ProcessBuilder.Redirect.from(NOTHING) : ProcessBuilder.Redirect.PIPE);
        refuseWhatCannotBePassed(command);
        refuseWhatCannotBePassed(environment.values());
        prepare(builder.environment(), environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PulseFailure(
                    ExitCode.USAGE,
                    "cannot start " + command.get(0) + ": " + e.getMessage(),
                    "install PostgreSQL's client programs, or name their directory by pulse.postgresql.bin-directory",
                    e);
        }
    }

    /** In the locale C a JVM would pass each such character on as a question mark: the name of another database. */
    private static void refuseWhatCannotBePassed(Collection<String> words) {
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0
                    || !Charset.defaultCharset().newEncoder().canEncode(word)) {
                throw PulseFailure.usage(
                        "this JVM runs in a locale in which letters beyond ASCII cannot be passed on",
                        "set LC_ALL=C.UTF-8 and run it again; the native executable needs no locale");
            }
        }
    }

    /** Messages come in English, for failures are told apart by them. */
    static void prepare(Map<String, String> inherited, Map<String, String> added) {
        inherited.keySet().removeAll(NOT_INHERITED);
        // Logins of other tasks and the key of backups: a program that a false server deceives has none to tell.
        inherited.keySet().removeIf(name -> name.startsWith("PULSE_") || name.endsWith("DATABASE_URL"));
        inherited.put("LC_ALL", "C");
        inherited.putAll(added);
    }

    /**
     * Asks the child to end, then kills it; waits until it is gone, so that its files can be removed. No interrupt cuts
     * that short: one comes from each of those who stop the work.
     */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly().onExit().join();
        }
    }

    private static <T> FutureTask<T> drain(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A child that has read enough closes its end, which is no failure; that its input cannot be read is one. */
    private static Void feed(Process process, InputStream input) throws IOException {
        byte[] buffer = new byte[PIECE];
        OutputStream pipe = process.getOutputStream();
        try {
            boolean taken = true;
            for (int n = input.read(buffer); taken && n >= 0; n = input.read(buffer)) {
                int length = n;
                taken = isTaken(() -> {
                    pipe.write(buffer, 0, length);
                    pipe.flush();
                });
            }
        } finally {
            isTaken(pipe::close);
        }
        return null;
    }

    /** Something done with a pipe. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static boolean isTaken(Writing writing) {
        try {
            writing.run();
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Closes the pipe whatever happens: a child that still writes must not wait for a reader that gave up. */
    private static <T> T readAndClose(Process process, OutputReader<T> reader) throws IOException {
        try (InputStream output = process.getInputStream()) {
            return reader.read(output);
        }
    }

    private static String lastLines(InputStream errors) throws IOException {
        Deque<ErrorLine> last = new ArrayDeque<>(List.of(new ErrorLine()));
        Reader letters = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8));
        for (int letter = letters.read(); letter >= 0; letter = letters.read()) {
            if (letter == '\n') {
                last.addLast(new ErrorLine());
            } else {
                last.getLast().add((char) letter);
            }
            if (last.size() > KEPT_LINES + 1) {
                last.removeFirst();
            }
        }
        return last.stream()
                .map(ErrorLine::toString)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    private static void remember(Thread onShutdown) throws InterruptedException {
        try {
            Runtime.getRuntime().addShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            throw new InterruptedException("this process is stopping");
        }
    }

    private static void forget(Thread onShutdown) {
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // This process is stopping already; the hook runs and finds a child that is gone.
        }
    }
}
