package io.opsconductor.pulse.db.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.Warnings;
import io.opsconductor.pulse.db.metrics.MetricsOutlet;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import jakarta.inject.Singleton;
import picocli.CommandLine.ParseResult;

/** What monitoring is told of a command that changes something, however it ended: a check tells the rest. */
@Singleton
class CommandSeries {
    private static final Set<String> TOLD = Set.of("migrate", "drill", "backup-take", "backup-verify", "backup-rotate");
    private static final Set<String> ONLY_LOOKS = Set.of("--dry-run", "--sql");

    private final MetricsOutlet outlet;
    private final Databases databases;
    private final CommonOptions options;
    private String database = "";

    CommandSeries(MetricsOutlet outlet, Databases databases, CommonOptions options) {
        this.outlet = outlet;
        this.databases = databases;
        this.options = options;
    }

    /** Whether that is such a command, and does its work. */
    static boolean isTold(ParseResult parsed) {
        return TOLD.contains(name(parsed))
                && parsed.asCommandLineList().stream().noneMatch(one -> one.isUsageHelpRequested())
                && ONLY_LOOKS.stream().noneMatch(last(parsed)::hasMatchedOption);
    }

    /** Before the command runs: a stop closes the container, which knows the database, while the command ends in order. */
    CommandSeries prepared() {
        try {
            database = outlet.isOpen() ? database() : "";
        } catch (PulseFailure failure) {
            // Publishing says so.
        }
        return this;
    }

    /** What does not work is a warning: the work itself went as it went. */
    void publish(ParseResult parsed, Instant begun, Instant now, int code) {
        try {
            if (outlet.isOpen()) {
                String command = name(parsed);
                Optional<String> set = set(parsed);
                outlet.publishRun(
                        command,
                        command + set.map(name -> "." + name).orElse(""),
                        samples(begun, now, code, command, database, set.orElse("")));
            }
        } catch (PulseFailure failure) {
            Warnings.tell(failure.getMessage() + " -> " + failure.remedy());
        }
    }

    private static List<Sample> samples(Instant begun, Instant now, int code, String... labels) {
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.at(Metric.COMMAND_LAST_RUN_TIMESTAMP_SECONDS, now, labels));
        samples.add(Sample.lasting(Metric.COMMAND_DURATION_SECONDS, Duration.between(begun, now), labels));
        samples.add(Sample.of(Metric.COMMAND_EXIT_CODE, code, labels));
        if (code == ExitCode.DONE.code()) {
            samples.add(Sample.at(Metric.COMMAND_LAST_SUCCESS_TIMESTAMP_SECONDS, now, labels));
        }
        return samples;
    }

    /** As checks call it; blank where none is configured. */
    private String database() {
        try (Database judged = databases.judged(options.databaseUrl)) {
            return Check.title(judged);
        } catch (PulseFailure failure) {
            // The command has said so.
            return "";
        }
    }

    /** The set that was named, if any can be called so. */
    private static Optional<String> set(ParseResult parsed) {
        return last(parsed).matchedPositionals().stream()
                .flatMap(one -> one.stringValues().stream())
                .findFirst()
                .filter(BackupSets::isName);
    }

    private static String name(ParseResult parsed) {
        List<String> words = new ArrayList<>();
        for (ParseResult one = parsed; one.hasSubcommand(); one = one.subcommand()) {
            words.add(one.subcommand().commandSpec().name());
        }
        return String.join("-", words);
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }
}
