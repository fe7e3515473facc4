package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory that stays the one that was made, whatever whoever may write beside it puts in its place: it is reached by its
 * descriptor and not by its name, by child processes too.
 */
public final class OpenDirectory implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path PROBE = Path.of(".pulse-db");

    /** By the paths of those that are open: the names under which people know them. */
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private final SecureDirectoryStream<Path> stream;
    private final Object key;
    private final Path path;

    /** @param others descriptors of the same directory that were open before */
    private OpenDirectory(Path name, SecureDirectoryStream<Path> stream, List<Path> others) throws IOException {
        this.stream = stream;
        key = stream.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        path = byDescriptor(key, others);
        NAMES.put(path.toString(), name.toString());
    }

    /** A text for people, of ours or of a child's, in which files in a directory that is open have the names that people know. */
    public static String named(String text) {
        String named = text;
        for (Map.Entry<String, String> open : NAMES.entrySet()) {
            named = named.replace(open.getKey(), open.getValue());
        }
        return named;
    }

    /** One that is there, to read in it. Others may have it open, for as long as they please: their descriptor will not do. */
    public static synchronized OpenDirectory reading(Path directory) throws IOException {
        Path real = directory.toRealPath();
        List<Path> others = descriptors(key(real));
        SecureDirectoryStream<Path> stream = PrivateFiles.open(real);
        try {
            return new OpenDirectory(directory, stream, others);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /**
     * Makes it, for this user alone.
     *
     * @throws IOException also when it was replaced before it could be opened
     */
    public static OpenDirectory create(Path directory) throws IOException {
        PrivateFiles.createDirectory(directory);
        SecureDirectoryStream<Path> stream = PrivateFiles.open(directory);
        try {
            OpenDirectory made = new OpenDirectory(directory, stream, List.of());
            made.requireOwn(directory);
            return made;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** Another role's directory is told by what is made in it, since a file system may give all files to one owner. */
    private void requireOwn(Path directory) throws IOException {
        stream.newByteChannel(
                        PROBE, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PrivateFiles.FILE_MODE)
                .close();
        boolean own = stream.getFileAttributeView(FileOwnerAttributeView.class)
                .getOwner()
                .equals(stream.getFileAttributeView(PROBE, FileOwnerAttributeView.class)
                        .getOwner());
        stream.deleteFile(PROBE);
        if (!own) {
            throw replaced(directory);
        }
    }

    private static IOException replaced(Path directory) {
        return new IOException(directory + " was replaced by another directory; keep others from writing beside it");
    }

    /** Linux names an open descriptor by a link that cannot be replaced; the dot has a walk begin behind it. */
    private static Path byDescriptor(Object key, List<Path> others) throws IOException {
        List<Path> found = descriptors(key);
        List<Path> own = found.stream()
                .filter(descriptor -> !others.contains(descriptor))
                .toList();
        // One of the others may have been closed, and its number given to ours.
        Path descriptor = (own.isEmpty() ? found : own)
                .stream()
                        .reduce((first, last) -> last)
                        .orElseThrow(() -> new IOException("an open directory is not among " + DESCRIPTORS));
        return Path.of(
                "/proc",
                Long.toString(ProcessHandle.current().pid()),
                "fd",
                descriptor.getFileName().toString(),
                ".");
    }

    private static List<Path> descriptors(Object key) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (key != null && key.equals(key(descriptor))) {
                    found.add(descriptor);
                }
            }
        }
        return found;
    }

    private static Object key(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /** As long as it is open, for this process and its children. */
    public Path path() {
        return path;
    }

    /** @throws IOException unless it stands there */
    public void requireAt(Path directory) throws IOException {
        if (!key.equals(key(directory))) {
            throw replaced(directory);
        }
    }

    /** Removes what is in it. */
    public void clear() throws IOException {
        PrivateFiles.clear(stream);
    }

    @Override
    public void close() throws IOException {
        NAMES.remove(path.toString());
        stream.close();
    }
}
