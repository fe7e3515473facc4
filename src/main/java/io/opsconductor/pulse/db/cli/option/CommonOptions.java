package io.opsconductor.pulse.db.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before its name or after it. One object for all commands. */
@Singleton
public class CommonOptions {
    @Option(
            names = "--database-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description =
                    "The database, as postgresql://user@host:5432/db; takes precedence over DATABASE_URL and the other"
                            + " …DATABASE_URL variables. Leave a password to PGPASSWORD or a passfile: arguments are"
                            + " visible to others.")
    public Optional<String> databaseUrl = Optional.empty();

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "table|json|html|metrics",
            description =
                    "A table for people (default), one JSON document, or of a check a page for a browser, or series"
                            + " for Prometheus.")
    OutputFormat output = OutputFormat.TABLE;

    /** Read by {@link ConfigFile} before the configuration is. */
    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "A properties file with the configuration (PULSE_CONFIG); its values take precedence over those"
                            + " of config/application.properties.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print nothing but errors and what is not ok: no progress, no report on work that went well.")
    public boolean quiet;

    @Option(
            names = "--progress",
            scope = ScopeType.INHERIT,
            description = "Show progress on standard error even where that is no terminal, as in the log of a job.")
    boolean progress;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show stack traces, and the server's notices.")
    boolean verbose;

    public boolean json() {
        return output == OutputFormat.JSON;
    }

    public boolean html() {
        return output == OutputFormat.HTML;
    }

    public boolean metrics() {
        return output == OutputFormat.METRICS;
    }

    /**
     * The report on work: one document, or a table, unless a page or series have been printed; with --quiet no table of work
     * that went well.
     */
    public void report(boolean well, Supplier<String> table, Supplier<String> document) {
        if (json()) {
            Output.print(document.get());
        } else if (output == OutputFormat.TABLE && (!quiet || !well)) {
            Output.print(table.get());
        }
    }

    /** Where the steps of the work go, and what is to be known of them. */
    public ProgressOutput progress() {
        return ProgressOutput.on(System.err, progress || Output.isErrorTerminal(), quiet, verbose);
    }
}
