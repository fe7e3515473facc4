package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ChildProcess;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import io.opsconductor.pulse.db.postgres.ClientTools;
import io.opsconductor.pulse.db.postgres.Outcome;

/** A directory that pg_basebackup made, in plain format, with a manifest (PostgreSQL 13 or newer). */
final class BaseBackup {
    private static final String MANIFEST = "backup_manifest";
    private static final String LABEL = "backup_label";
    private static final String VERSION = "PG_VERSION";
    private static final Pattern START =
            Pattern.compile("^START TIME: (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (\\S+)$", Pattern.MULTILINE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private BaseBackup() {}

    static boolean isOne(Path directory) {
        return Files.isRegularFile(directory.resolve(MANIFEST)) && Files.isRegularFile(directory.resolve(LABEL));
    }

    /**
     * When it was begun, which is not later than what is in it.
     *
     * @param zone of the server's log, for a label that names none that is known
     */
    static Optional<Instant> started(Path directory, ZoneId zone) throws IOException {
        return started(Files.readString(directory.resolve(LABEL), StandardCharsets.ISO_8859_1), zone);
    }

    static Optional<Instant> started(String label, ZoneId zone) {
        Matcher matcher = START.matcher(label);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            boolean utc = matcher.group(2).equals("UTC") || matcher.group(2).equals("GMT");
            return Optional.of(LocalDateTime.parse(matcher.group(1), TIME)
                    .atZone(utc ? ZoneId.of("UTC") : zone)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads every file against the manifest, and the log that the backup needs.
     *
     * @return why it cannot be counted on; empty when it can
     */
    static Optional<String> doubt(ClientTools tools, Path directory) throws IOException, InterruptedException {
        if (!Files.isRegularFile(directory.resolve(VERSION))) {
            return Optional.of(VERSION + " is missing");
        }
        String version = Files.readString(directory.resolve(VERSION)).strip();
        try {
            ClientPrograms programs = tools.forServer(ClientPrograms.major(version));
            String verify = programs.directory().resolve("pg_verifybackup").toString();
            Outcome<byte[]> outcome = ChildProcess.run(
                    List.of(verify, "--exit-on-error", "--quiet", directory.toString()),
                    Map.of(),
                    in -> in.readAllBytes());
            return outcome.succeeded() ? Optional.empty() : Optional.of(outcome.reason());
        } catch (NumberFormatException e) {
            return Optional.of(VERSION + " names no version");
        } catch (PulseFailure failure) {
            return Optional.of("nothing here can prove it: " + failure.getMessage());
        }
    }
}
