package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files that only their owner may read: a dump holds everything that the database does. */
public final class PrivateFiles {
    /** How the name of what is not whole yet ends. */
    public static final String PARTIAL = ".partial";

    public static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE = mode("rwx------");

    private PrivateFiles() {}

    public static Path createFile(Path file) throws IOException {
        return Files.createFile(file, FILE_MODE);
    }

    /** To be locked, and read or written through no link; made where it is missing. */
    public static FileChannel openOrMake(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                FILE_MODE);
    }

    public static Path createDirectory(Path directory) throws IOException {
        return Files.createDirectory(directory, DIRECTORY_MODE);
    }

    /** Makes what is missing of it; what is there keeps its mode. */
    public static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, DIRECTORY_MODE);
    }

    /**
     * Puts content into a file's place in one step: whoever reads finds the old or the new one, whole. Afterwards it would
     * survive a power cut. What is on its way has a hidden name with {@link #PARTIAL} at its end.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path name = file.getFileName();
        Path partial = Path.of((name.toString().startsWith(".") ? "" : ".") + name + "." + UUID.randomUUID() + PARTIAL);
        Path folder = file.toAbsolutePath().getParent();
        try (SecureDirectoryStream<Path> directory = stream(folder)) {
            try {
                write(directory, partial, content);
                directory.move(partial, directory, name);
            } catch (IOException | RuntimeException e) {
                deleteIfExists(directory, partial);
                throw e;
            }
        }
        flush(folder);
    }

    /**
     * The same of what says that something is bad. Where there is no room for it an empty file takes the place, which takes
     * none: what stood there said something better, and nothing is believed of an empty file.
     *
     * @throws IOException when the content was not written
     */
    public static void replaceOrEmpty(Path file, byte[] content) throws IOException {
        replaceOrEmpty(file, content, PrivateFiles::replace);
    }

    /** How content gets into a file's place. */
    @FunctionalInterface
    interface Replacement {
        void replace(Path file, byte[] content) throws IOException;
    }

    static void replaceOrEmpty(Path file, byte[] content, Replacement how) throws IOException {
        try {
            how.replace(file, content);
        } catch (IOException e) {
            try {
                how.replace(file, new byte[0]);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Never by the name that it has just been given: another writer of the directory may have put a link there since. */
    private static void write(SecureDirectoryStream<Path> directory, Path name, byte[] content) throws IOException {
        try (FileChannel channel = (FileChannel) directory.newByteChannel(
                name,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                FILE_MODE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void deleteIfExists(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        try {
            directory.deleteFile(name);
        } catch (NoSuchFileException gone) {
            // That is what was wanted.
        }
    }

    /** Waits until a file's content, or a directory's list of names, would survive a power cut. */
    public static void flush(Path fileOrDirectory) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The same for a directory and all in it; what a program made with another mode gets ours. */
    public static void flushAll(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                restrict(file);
                flush(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                flush(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Where it is so already, the file system would note a change all the same. */
    public static void restrict(Path file) throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(FILE_MODE.value())) {
            Files.setPosixFilePermissions(file, FILE_MODE.value());
        }
    }

    /** Removes a directory and all in it; links are removed, not followed, and no swap leads out of it. */
    public static void delete(Path directory) throws IOException {
        try (SecureDirectoryStream<Path> above =
                stream(directory.toAbsolutePath().getParent())) {
            delete(above, directory.getFileName());
        }
    }

    private static void delete(SecureDirectoryStream<Path> above, Path name) throws IOException {
        if (above.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory()) {
            try (SecureDirectoryStream<Path> directory = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                clear(directory);
            }
            above.deleteDirectory(name);
        } else {
            above.deleteFile(name);
        }
    }

    static void clear(SecureDirectoryStream<Path> directory) throws IOException {
        for (Path entry : DirectoryEntries.read(directory)) {
            delete(directory, entry.getFileName());
        }
    }

    /** A directory that is no link; what is above it may be reached by links. */
    static SecureDirectoryStream<Path> open(Path directory) throws IOException {
        try (SecureDirectoryStream<Path> above =
                stream(directory.toAbsolutePath().getParent())) {
            return above.newDirectoryStream(directory.getFileName(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Linux reaches the files of an open directory without its name. */
    private static SecureDirectoryStream<Path> stream(Path directory) throws IOException {
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(directory);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
