package io.opsconductor.pulse.db.migrate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFolder;

/** The next file of a folder: numbered as those that are there, or by the time where they are. */
final class NewMigration {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    /** As long as a time to the minute: no folder counts so far. */
    private static final int DIGITS_OF_TIMES = 12;

    private NewMigration() {}

    /**
     * @param words what it is to do, such as {@code add alarm table}
     * @return the file, in which nothing stands but the words
     * @throws PulseFailure (usage) when no name can be made of the words, or the folder cannot be read or written
     */
    static Path create(Path directory, String words, Instant now) {
        String name =
                words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        if (name.isEmpty()) {
            throw PulseFailure.usage("'" + words + "' makes no name of a file", "give it words of letters and digits");
        }
        Path file = directory.resolve(number(MigrationFolder.names(directory), now) + "_" + name + ".sql");
        try {
            return Files.writeString(
                    file, "-- " + words.strip().replaceAll("\\R", " ") + "\n\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw PulseFailure.notNow("another run has just made " + file, "run it again", e);
        } catch (IOException e) {
            throw PulseFailure.usage("cannot write " + file + ": " + e.getMessage(), "make the folder writable");
        }
    }

    /** @param names of the files that are there, in order */
    private static String number(List<String> names, Instant now) {
        String last = names.isEmpty() ? "000" : digits(names.get(names.size() - 1));
        long next = Long.parseLong(last) + 1;
        if (last.length() >= DIGITS_OF_TIMES) {
            next = Math.max(next, Long.parseLong(TIME.format(now.atOffset(ZoneOffset.UTC))));
        }
        String number = Long.toString(next);
        return "0".repeat(Math.max(0, last.length() - number.length())) + number;
    }

    private static String digits(String name) {
        return name.replaceFirst("\\D.*", "");
    }
}
