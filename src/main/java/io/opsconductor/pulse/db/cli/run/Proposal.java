package io.opsconductor.pulse.db.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.ProposedSet;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.config.FileKey;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import jakarta.inject.Singleton;

/** Puts together the configuration file that {@code init} proposes, from what each feature proposes. */
@Singleton
class Proposal {
    private static final List<String> LOOKS = List.of("compression", "retention", "aggregates", "timescale");

    private final Policies policies;
    private final Survey survey;

    Proposal(Policies policies, Survey survey) {
        this.policies = policies;
        this.survey = survey;
    }

    String of(Database database, Optional<Path> migrations, Duration rpo, Path backups) {
        Instant now = Instant.now();
        List<String> lines = new ArrayList<>(List.of(
                FileKey.comment("Proposed by pulse-db init for "
                        + database.url().redacted() + " at " + now.truncatedTo(ChronoUnit.SECONDS) + "."),
                FileKey.comment(
                        "Promises are what the policies do today: correct them where they are not what you want."),
                "pulse.profile=none"));
        lines.add(migrations
                .map(folder -> FileKey.line("pulse.migrations.directory", folder.toString()))
                .orElse("#pulse.migrations.directory=db"));
        lines.addAll(policies.proposal(database));
        lines.addAll(ProposedSet.of("daily", backups, rpo, DatabaseSizeCatalog.bytes(database)));
        lines.addAll(blind(survey.run(database, false, LOOKS, now)));
        return String.join("\n", lines) + "\n";
    }

    /** What this role may not see, and what to do about it. */
    private static List<String> blind(CheckupResult result) {
        List<String> lines = result.findings().stream()
                .filter(finding -> finding.severity() == Severity.UNKNOWN)
                .map(Proposal::lines)
                .flatMap(List::stream)
                .distinct()
                .toList();
        List<String> all = new ArrayList<>();
        if (!lines.isEmpty()) {
            all.addAll(List.of("", FileKey.comment("What this role cannot see yet:")));
            all.addAll(lines);
        }
        return all;
    }

    private static List<String> lines(Finding finding) {
        List<String> lines = new ArrayList<>(List.of(FileKey.comment(finding.message())));
        finding.cure().lines().forEach(line -> lines.add(FileKey.comment("  -> " + line)));
        return lines;
    }

    /** @throws PulseFailure (usage) when the file is there already, or cannot be made */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw PulseFailure.usage(file + " exists, and is left as it is", "name another file, or move that one");
        } catch (IOException e) {
            throw PulseFailure.usage("cannot write " + file + ": " + e.getMessage(), "correct --write");
        }
    }
}
