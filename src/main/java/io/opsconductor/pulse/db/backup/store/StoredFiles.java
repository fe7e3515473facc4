package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;

/** The files of a backup's content, those in its subdirectories included. */
public final class StoredFiles {
    private StoredFiles() {}

    /** Reads every file for its checksum; in the order of their names. */
    public static List<StoredFile> read(Path directory) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (Path file : paths(directory)) {
            files.add(new StoredFile(name(directory, file), Files.size(file), Checksum.of(file)));
        }
        return files;
    }

    /** For progress and lists: a file that vanishes meanwhile, or is not there yet, has no bytes. */
    public static long bytes(Path directory) {
        long bytes = 0;
        try {
            for (Path file : paths(directory)) {
                bytes += size(file);
            }
        } catch (IOException e) {
            // What was counted so far has to do.
        }
        return bytes;
    }

    /** A file that is not among the names. */
    public static Optional<String> foreign(Path directory, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return content(directory, files)
                    .map(path -> name(directory, path))
                    .filter(name -> !names.contains(name))
                    .findFirst();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static String name(Path directory, Path file) {
        return directory.relativize(file).toString();
    }

    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return content(directory, files).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Everything that is no directory: a link is not followed. */
    private static Stream<Path> content(Path directory, Stream<Path> walked) {
        return walked.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .filter(path -> !RecordFiles.isOne(name(directory, path)));
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
