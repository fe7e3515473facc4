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
import java.util.Set;

/**
 * A directory that stays the one that was made, whatever whoever may write beside it puts in its place: it is reached by its
 * descriptor and not by its name, by child processes too.
 */
public final class OpenDirectory implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path PROBE = Path.of(".pulse-db");

    private final SecureDirectoryStream<Path> stream;
    private final Object key;
    private final Path path;

    private OpenDirectory(SecureDirectoryStream<Path> stream, Path directory) throws IOException {
        this.stream = stream;
        key = stream.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        path = byDescriptor(key);
        requireOwn(directory);
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
            return new OpenDirectory(stream, directory);
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
    private static Path byDescriptor(Object key) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (key.equals(key(descriptor))) {
                    return Path.of(
                            "/proc",
                            Long.toString(ProcessHandle.current().pid()),
                            "fd",
                            descriptor.getFileName().toString(),
                            ".");
                }
            }
        }
        throw new IOException("an open directory is not among " + DESCRIPTORS);
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
        stream.close();
    }
}
