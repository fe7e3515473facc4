package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.store.SealedJson;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * That a copy was read back and found bad, in the set's directory: a store whose bytes changed need not show it in its lists.
 * Each such copy has a file of its own, and that it is there counts, whatever it holds: an empty one, where no space was left,
 * tells it as well.
 */
public final class BadCopy {
    static final String DIFFERS = " is not what was written: its checksum differs";

    /** With the place's name and the backup's id. */
    private static final String FILE = ".bad-copy-%s-%s.json";

    private BadCopy() {}

    /** @return why it could not be written down; empty when it was */
    static Optional<String> record(BackupTarget target, CopyTarget place, String id, String problem) {
        if (target.directory().isEmpty()) {
            return Optional.of("the set has no directory here");
        }
        try {
            SealedJson.replace(
                    file(target, place, id),
                    SealedJson.object()
                            .put("format", 1)
                            .put("copy", place.url() + id)
                            .put(
                                    "at",
                                    Instant.now()
                                            .truncatedTo(ChronoUnit.SECONDS)
                                            .toString())
                            .put("problem", problem),
                    target.seal(),
                    false);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(target.path() + ": " + FileFailure.reason(e));
        }
    }

    /**
     * Why a copy does not count, and since when that is known; empty when it was not found bad.
     *
     * @throws PulseFailure (usage) when this user may not look
     */
    public static Optional<String> problem(BackupTarget target, CopyTarget place, String id) {
        if (target.directory().isEmpty()) {
            return Optional.empty();
        }
        Path file = file(target, place, id);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw FileFailure.reading(target, new AccessDeniedException(file.toString()));
        }
        try {
            ObjectNode json = SealedJson.read(file, target.seal());
            return Optional.of(PlainText.visible(json.required("problem").asText()) + ", as it was read back at "
                    + SealedJson.time(json.required("at")));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.of("it was read back and found bad, by " + file + ", which tells no more");
        }
    }

    /** The same for who may do without: a user who may not look there knows of none. */
    static Optional<String> known(BackupTarget target, CopyTarget place, String id) {
        try {
            return problem(target, place, id);
        } catch (PulseFailure unreadable) {
            return Optional.empty();
        }
    }

    /**
     * It was read again and is good, was sent anew or is gone.
     *
     * @param then what was done with it, to go before what still counts
     * @param remedy what to do about that
     * @return what still says that it is bad; empty when nothing does
     */
    public static Optional<PulseFailure> lift(
            BackupTarget target, CopyTarget place, String id, String then, String remedy) {
        if (target.directory().isEmpty()) {
            return Optional.empty();
        }
        Path file = file(target, place, id);
        // On a read-only file system nothing can be removed, not even what is not there.
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Files.deleteIfExists(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(PulseFailure.failed(
                    "the copy " + place.url() + id + "/ " + then + " counts as bad until " + file
                            + " is removed, and it cannot be: "
                            + (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                                    ? "it is a directory"
                                    : FileFailure.reason(e)),
                    remedy,
                    null));
        }
    }

    private static Path file(BackupTarget target, CopyTarget place, String id) {
        return target.path().resolve(FILE.formatted(place.name(), id));
    }
}
