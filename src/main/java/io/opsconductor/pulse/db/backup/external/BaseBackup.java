package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.io.OutputStream;
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

import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import io.opsconductor.pulse.db.postgres.tool.Outcome;

/** A directory that pg_basebackup made, in plain format, with a manifest (PostgreSQL 13 or newer). */
public final class BaseBackup {
    private static final String MANIFEST = "backup_manifest";
    private static final String LABEL = "backup_label";
    private static final String VERSION = "PG_VERSION";
    /** No tool that makes base backups uses them in names; a shell that is given such a name may run what is in it. */
    private static final String SPECIAL = "\"$`\\!;&|<>()*?'";

    private static final Pattern START =
            Pattern.compile("^START TIME: (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) (\\S+)$", Pattern.MULTILINE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private BaseBackup() {}

    public static boolean isOne(Path directory) {
        return SmallFile.isRegular(directory.resolve(MANIFEST)) && SmallFile.isRegular(directory.resolve(LABEL));
    }

    /**
     * When it was begun, which is not later than what is in it.
     *
     * @param zone of the server's log, for a label that names none that is known
     */
    static Optional<Instant> started(Path directory, ZoneId zone) throws IOException {
        return started(SmallFile.text(directory.resolve(LABEL)), zone);
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
    static Optional<String> problem(ClientTools tools, Path directory) throws IOException, InterruptedException {
        if (directory.getFileName().toString().chars().anyMatch(c -> c < ' ' || SPECIAL.indexOf(c) >= 0)) {
            return Optional.of("its name holds characters that a shell would execute; rename it");
        }
        if (!SmallFile.isRegular(directory.resolve(VERSION))) {
            return Optional.of(VERSION + " is missing");
        }
        String version = SmallFile.text(directory.resolve(VERSION)).strip();
        try {
            ClientPrograms programs = tools.forServer(ClientPrograms.major(version));
            String verify = programs.directory().resolve("pg_verifybackup").toString();
            // pg_verifybackup gives its argument to a shell, inside double quotes: so the directory is never its
            // argument.
            Outcome<Long> outcome = ChildProcess.runIn(
                    directory,
                    List.of(verify, "--exit-on-error", "--quiet", "."),
                    Map.of(),
                    in -> in.transferTo(OutputStream.nullOutputStream()));
            if (outcome.endedFromOutside()) {
                throw PulseFailure.failed(
                        "pg_verifybackup was ended: " + outcome.reason(),
                        "see who ended it; signal 9 often means too little memory",
                        null);
            }
            return outcome.succeeded() ? Optional.empty() : Optional.of(outcome.reason());
        } catch (NumberFormatException e) {
            return Optional.of(VERSION + " names no version");
        } catch (PulseFailure failure) {
            if (failure.exit() != ExitCode.USAGE) {
                throw failure;
            }
            return Optional.of("nothing here can prove it: " + failure.getMessage());
        }
    }
}
