package io.opsconductor.pulse.db.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.cli.option.ConfigFile;
import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.config.Profile;
import io.opsconductor.pulse.db.config.ShippedPromises;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.Warnings;
import io.opsconductor.pulse.db.postgres.tool.PgDumpVersion;
import io.opsconductor.pulse.db.postgres.trust.TrustedRoles;
import io.opsconductor.pulse.db.postgres.url.LibpqProtection;
import io.opsconductor.pulse.db.settings.EmptyValues;
import io.opsconductor.pulse.db.settings.KeysInFile;
import io.opsconductor.pulse.db.settings.MisspeltKeys;
import io.opsconductor.pulse.db.settings.RepeatedKeys;
import io.opsconductor.pulse.db.settings.StrayFile;
import io.opsconductor.pulse.db.settings.UnreadKeys;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;

/** The way in: starts the application, has picocli run one command, and returns its exit code. */
@QuarkusMain
public class PulseDb implements QuarkusApplication {
    /** Kubernetes kills after a grace period of 60 s as our manifests set it. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(55);

    /** The one command that works on until it is stopped. */
    private static final String RUN = "run";

    /** The other, which only looks. */
    private static final String METRICS = "metrics";

    private static final Set<String> END_IN_ORDER =
            Set.of(RUN, METRICS, "backup", "drill", "rehearse", "restore", "migrate", "adopt", "repair");

    /** What a JVM makes of a byte that its locale does not know. */
    private static final char UNREADABLE = '\uFFFD';

    /** The exit code of the command, once it has run. */
    private static final CompletableFuture<Integer> FINISHED = new CompletableFuture<>();

    /** The command line that {@link #main} was given; Quarkus hands on nothing but its words. */
    private static CommandWords words;

    private final IFactory factory;
    private final Config config;
    private final Instance<CommandSeries> series;

    /** Made before the command runs, since a stop closes the container; empty when nothing is told. */
    private Optional<CommandSeries> telling = Optional.empty();

    public PulseDb(IFactory factory, Config config, Instance<CommandSeries> series) {
        this.factory = factory;
        this.config = config;
        this.series = series;
    }

    public static void main(String... args) {
        PgDumpVersion.answer(Arrays.asList(args)).ifPresent(Runtime.getRuntime()::halt);
        LibpqProtection.useHome();
        System.setErr(new PlainErrors(new FileOutputStream(FileDescriptor.err)));
        Warnings.to(text -> System.err.println("pulse-db: warning: " + text));
        words = CommandWords.of(args);
        BuiltInResources.use();
        try {
            ConfigFile.use(words.config());
            ShippedPromises.use(words.migrations());
        } catch (PulseFailure failure) {
            System.exit(Failures.report(failure, words));
        }
        if (words.command().filter(END_IN_ORDER::contains).isPresent()) {
            Runtime.getRuntime().addShutdownHook(new Thread(PulseDb::endWithOwnCode, "exit code"));
        }
        Quarkus.run(PulseDb.class, (exit, failure) -> System.exit(exit(exit, failure)), args);
    }

    @Override
    public int run(String... args) {
        if (String.join("", args).indexOf(UNREADABLE) >= 0) {
            System.err.println("pulse-db: this JVM runs in a locale in which the command line cannot be read -> set"
                    + " LC_ALL=C.UTF-8 and run it again; the native executable needs no locale");
            return ExitCode.USAGE.code();
        }
        CommandLine commandLine = Pulse.commandLine(factory, args);
        commandLine.setParameterExceptionHandler(new UsageErrors(words));
        commandLine.setExecutionExceptionHandler(new Failures(words));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionStrategy(this::execute);
        Instant begun = Instant.now();
        int code = execute(commandLine, args);
        // What a stop has interrupted has ended. The flag would keep files from being written, and Quarkus from its
        // shutdown.
        Thread.interrupted();
        telling.ifPresent(made -> made.publish(commandLine.getParseResult(), begun, Instant.now(), code));
        FINISHED.complete(code);
        if (words.command().filter(Set.of(RUN, METRICS)::contains).isEmpty()) {
            endAtOnce(code);
        }
        return code;
    }

    /** The work is done and its connections are closed: waiting for idle parts of the container would prove nothing. */
    private static void endAtOnce(int code) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    /** picocli hands only exceptions to its handler. */
    private static int execute(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            return Failures.report(
                    PulseFailure.failed(
                            "not enough memory: its heap may take "
                                    + Bytes.text(Runtime.getRuntime().maxMemory()) + " (" + e.getMessage() + ")",
                            "give the process more; migrate takes up to four times its largest file",
                            e),
                    words);
        }
    }

    /**
     * After SIGTERM these commands end in order and say so by their exit code, where the JVM would say 143 for all. The
     * others need no order: the server rolls back what they had under way.
     */
    private static void endWithOwnCode() {
        try {
            Runtime.getRuntime().halt(FINISHED.get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            // The command does not end: the JVM goes on stopping without it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before any command runs; help and version are printed whatever the configuration says. */
    private int execute(ParseResult parsed) {
        if (CommandLine.printHelpIfRequested(parsed)) {
            return ExitCode.DONE.code();
        }
        try {
            OutputFormats.refuse(parsed);
            StrayFile.refuse(config);
            MisspeltKeys.refuse(config.getPropertyNames(), System.getenv().keySet());
            EmptyValues.refuse(config);
            List<KeysInFile> files = KeysInFile.of(NamedFile.all());
            UnreadKeys.refuse(files);
            RepeatedKeys.refuse(files);
            new Profile(config).isPulse();
            TrustedRoles.take(config);
        } catch (PulseFailure failure) {
            return Failures.report(failure, words);
        }
        if (CommandSeries.isTold(parsed)) {
            telling = Optional.of(series.get().prepared());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** A failure before a command has run is one of starting, which is always one of configuration. */
    private static int exit(int exit, Throwable failure) {
        if (failure != null && !FINISHED.isDone()) {
            FINISHED.complete(Failures.report(StartFailure.of(failure), words));
        }
        return FINISHED.getNow(exit);
    }
}
