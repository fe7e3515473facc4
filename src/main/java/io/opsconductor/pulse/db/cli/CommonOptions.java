package io.opsconductor.pulse.db.cli;

import java.util.Optional;

import io.opsconductor.pulse.db.report.OutputFormat;
import picocli.CommandLine.Option;

/** The options that every command takes. */
class CommonOptions {
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "The database, as postgresql://user@host:5432/db; goes before DATABASE_URL and DIRECT_DATABASE_URL."
                            + " Leave a password to PGPASSWORD or a passfile: arguments are visible to others.")
    Optional<String> databaseUrl = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "A table for people (default) or one JSON document.")
    OutputFormat output = OutputFormat.TABLE;

    @Option(names = "--verbose", description = "Show stack traces.")
    boolean verbose;

    boolean json() {
        return output == OutputFormat.JSON;
    }
}
