package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import io.opsconductor.pulse.db.postgres.tool.Outcome;

/**
 * Asks pgBackRest what backups a stanza has. It reads its own configuration, where {@code PGBACKREST_CONFIG} and the like
 * lead it.
 *
 * @see <a href="https://pgbackrest.org/command.html#command-info">the info command</a>
 */
public final class PgBackRest {
    /** Of a stanza's status: there it is, but without a backup. */
    private static final int NO_BACKUP = 2;

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PgBackRest() {}

    /**
     * @param repositories empty for a pgBackRest that does not tell them, before 2.32
     */
    public record Stanza(List<Backup> backups, List<BackupRepository> repositories) {}

    /**
     * @throws PulseFailure (usage) when pgBackRest cannot be run or knows no such stanza; (failed) when it fails
     */
    static Stanza ask(ClientTools tools, BackupTarget target) throws InterruptedException {
        Outcome<byte[]> outcome = ChildProcess.run(
                List.of(
                        tools.program("pgbackrest"),
                        "--stanza=" + target.stanza(),
                        "--output=json",
                        "--log-level-console=error",
                        "info"),
                Map.of(),
                in -> in.readNBytes(SmallFile.MOST_JSON));
        if (!outcome.succeeded()) {
            throw PulseFailure.failed(
                    "pgbackrest info of the stanza " + target.stanza() + " failed: " + outcome.reason(),
                    "run it by hand: pgbackrest --stanza=" + target.stanza() + " info",
                    null);
        }
        return parse(target, new String(outcome.output(), StandardCharsets.UTF_8));
    }

    static Stanza parse(BackupTarget target, String said) {
        try {
            for (JsonNode stanza : answer(said)) {
                if (stanza.path("name").asText().equals(target.stanza())) {
                    List<BackupRepository> repositories = new ArrayList<>();
                    stanza.path("repo").forEach(repository -> repositories.add(repository(stanza, repository)));
                    requireUsable(target, stanza.path("status"), repositories);
                    List<Backup> backups = new ArrayList<>();
                    stanza.path("backup").forEach(backup -> backups.add(backup(target, backup)));
                    return new Stanza(backups, repositories);
                }
            }
            throw unusable(target, "it is not among those that pgBackRest knows");
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw PulseFailure.failed(
                    "pgbackrest info said what cannot be understood: " + e.getMessage(),
                    "see that the version of pgBackRest is 2.24 or newer",
                    e);
        }
    }

    /**
     * Warnings about its configuration, before it knows whether they are wanted, are written to standard output, a line
     * each; the answer begins on a line of its own.
     */
    private static JsonNode answer(String said) throws IOException {
        int begin = said.startsWith("[") ? 0 : said.indexOf("\n[") + 1;
        while (true) {
            try {
                return MAPPER.readTree(said.substring(begin));
            } catch (JsonProcessingException e) {
                int next = said.indexOf("\n[", begin);
                if (next < 0) {
                    throw e;
                }
                begin = next + 1;
            }
        }
    }

    private static BackupRepository repository(JsonNode stanza, JsonNode repository) {
        int key = repository.required("key").asInt();
        Optional<Instant> newest = Optional.empty();
        for (JsonNode backup : stanza.path("backup")) {
            if (backup.path("database").path("repo-key").asInt() == key
                    && !backup.path("error").asBoolean()) {
                Instant start = Instant.ofEpochSecond(
                        backup.required("timestamp").required("start").asLong());
                newest = newest.filter(time -> time.isAfter(start)).or(() -> Optional.of(start));
            }
        }
        JsonNode status = repository.path("status");
        int code = status.path("code").asInt();
        return new BackupRepository(
                key,
                newest,
                code == 0 || code == NO_BACKUP
                        ? Optional.empty()
                        : Optional.of(status.path("message").asText()));
    }

    /** What one repository lacks is no reason not to see what another one holds. */
    private static void requireUsable(BackupTarget target, JsonNode status, List<BackupRepository> repositories) {
        int code = status.path("code").asInt();
        boolean usable = code == 0
                || code == NO_BACKUP
                || repositories.stream()
                        .anyMatch(repository -> repository.problem().isEmpty());
        if (!usable) {
            throw unusable(target, status.path("message").asText());
        }
    }

    private static PulseFailure unusable(BackupTarget target, String why) {
        return PulseFailure.usage(
                "pgBackRest's stanza " + target.stanza() + " of the backup set " + target.set() + " cannot be used: "
                        + why,
                "pgbackrest --stanza=" + target.stanza() + " check");
    }

    /** What was committed before the backup began is in it for certain. */
    private static Backup backup(BackupTarget target, JsonNode backup) {
        String label = backup.required("label").asText();
        Instant start = Instant.ofEpochSecond(
                backup.required("timestamp").required("start").asLong());
        Instant stop = Instant.ofEpochSecond(
                backup.required("timestamp").required("stop").asLong());
        return new Backup(
                target.set(),
                label,
                Path.of(target.stanza(), label),
                Optional.of(start),
                backup.path("info").path("size").asLong(),
                Optional.of(Duration.between(start, stop)),
                Optional.of(Duration.between(start, stop)),
                Optional.empty(),
                Duration.ZERO,
                backup.path("error").asBoolean()
                        ? Optional.of("pgBackRest found pages whose checksum is wrong")
                        : Optional.empty(),
                Backup.Lack.NOTHING);
    }
}
