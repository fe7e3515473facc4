package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lies in a directory. A disk may fail behind the first entries as well: that is an IOException like any other. */
public final class DirectoryEntries {
    private DirectoryEntries() {}

    public static List<Path> of(Path directory) throws IOException {
        return of(directory, "*");
    }

    /** @param glob what their names are like */
    public static List<Path> of(Path directory, String glob) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            return read(stream);
        }
    }

    static List<Path> read(DirectoryStream<Path> stream) throws IOException {
        List<Path> entries = new ArrayList<>();
        try {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
