package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ChildProcess;
import io.opsconductor.pulse.db.postgres.ClientTools;
import io.opsconductor.pulse.db.postgres.Outcome;

/**
 * Asks pgBackRest what backups a stanza has. It reads its own configuration, where {@code PGBACKREST_CONFIG} and the like
 * lead it.
 *
 * @see <a href="https://pgbackrest.org/command.html#command-info">the info command</a>
 */
final class PgBackRest {
    /** Of a stanza's status: there it is, but without a backup. */
    private static final int NO_BACKUP = 2;

    private PgBackRest() {}

    /**
     * @throws PulseFailure (usage) when pgBackRest cannot be run or knows no such stanza; (failed) when it fails
     */
    static List<Backup> list(ClientTools tools, BackupTarget target) throws InterruptedException {
        Outcome<byte[]> outcome = ChildProcess.run(
                List.of(tools.program("pgbackrest"), "--stanza=" + target.stanza(), "--output=json", "info"),
                Map.of(),
                in -> in.readAllBytes());
        if (!outcome.succeeded()) {
            throw PulseFailure.failed(
                    "pgbackrest info of the stanza " + target.stanza() + " failed: " + outcome.reason(),
                    "run it by hand: pgbackrest --stanza=" + target.stanza() + " info",
                    null);
        }
        return parse(target, new String(outcome.output(), StandardCharsets.UTF_8));
    }

    static List<Backup> parse(BackupTarget target, String json) {
        try {
            for (JsonNode stanza : new ObjectMapper().readTree(json)) {
                if (stanza.path("name").asText().equals(target.stanza())) {
                    requireUsable(target, stanza.path("status"));
                    List<Backup> backups = new ArrayList<>();
                    stanza.path("backup").forEach(backup -> backups.add(backup(target, backup)));
                    return backups;
                }
            }
            throw unusable(target, "it is not among those that pgBackRest knows");
        } catch (IOException | IllegalArgumentException e) {
            throw PulseFailure.failed(
                    "pgbackrest info said what cannot be understood: " + e.getMessage(),
                    "see that the version of pgBackRest is 2.24 or newer",
                    e);
        }
    }

    private static void requireUsable(BackupTarget target, JsonNode status) {
        int code = status.path("code").asInt();
        if (code != 0 && code != NO_BACKUP) {
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
                backup.path("error").asBoolean()
                        ? Optional.of("pgBackRest found pages whose checksum is wrong")
                        : Optional.empty());
    }
}
