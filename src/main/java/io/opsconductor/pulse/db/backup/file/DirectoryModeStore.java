package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads who may write into a directory. */
public final class DirectoryModeStore {
    /** As Linux tells it: the groups of this process in numbers, behind these words. */
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final int STICKY = 01000;

    private static final Set<String> GROUPS = Set.of("Gid:", "Groups:");

    private DirectoryModeStore() {}

    /**
     * Of a link, that of what it leads to.
     *
     * @return empty where the file system knows no modes, and for what is no directory
     */
    public static Optional<DirectoryMode> read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)
                || !directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Path real = directory.toRealPath();
        PosixFileAttributes attributes = Files.readAttributes(real, PosixFileAttributes.class);
        Set<PosixFilePermission> mode = attributes.permissions();
        String group = attributes.group().getName();
        return Optional.of(new DirectoryMode(
                real,
                PosixFilePermissions.toString(mode) + " " + attributes.owner().getName() + ":" + group,
                attributes.owner().getName(),
                group,
                mode.contains(PosixFilePermission.GROUP_WRITE)
                        && !isOurs(Files.getAttribute(real, "unix:gid").toString()),
                mode.contains(PosixFilePermission.OTHERS_WRITE),
                ((int) Files.getAttribute(real, "unix:mode") & STICKY) != 0));
    }

    /** True, too, where that cannot be told. */
    private static boolean isOurs(String group) throws IOException {
        if (!Files.isReadable(STATUS)) {
            return true;
        }
        return Files.readAllLines(STATUS).stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> GROUPS.contains(words[0]))
                .flatMap(Stream::of)
                .collect(Collectors.toSet())
                .contains(group);
    }
}
