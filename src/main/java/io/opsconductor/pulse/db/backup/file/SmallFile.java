package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.ShellWord;

/**
 * The one way to read a small file in a backup directory, where others may have put something else: a named pipe, which
 * would block the reader forever, a link to another file or a device, or a file of many gigabytes. Only a regular file of
 * bounded size is read.
 */
public final class SmallFile {
    /** Of a manifest or a record: a manifest of 100,000 chunks has about 10 MB. */
    public static final int MOST_JSON = 64 << 20;
    /** Of a marker, a label or a version. */
    static final int MOST_TEXT = 64 << 10;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SmallFile() {}

    /** True for a regular file; false for a link to one. */
    public static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * @param most how many bytes it may have
     * @throws NoSuchFileException when there is nothing of that name
     * @throws IOException for what is no regular file or too large
     */
    public static byte[] read(Path file, int most) throws IOException {
        try (FileChannel channel = RegularFile.open(file);
                InputStream in = Channels.newInputStream(channel)) {
            if (channel.size() > most) {
                throw tooLarge(file, most);
            }
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(file, most);
            }
            return bytes;
        }
    }

    /** A text of one byte a character. */
    public static String text(Path file) throws IOException {
        return new String(read(file, MOST_TEXT), StandardCharsets.ISO_8859_1);
    }

    /**
     * A file that holds a secret. It may be a link, as in a mounted Secret. Its group may read it where root owns it, as there,
     * since only so a pod's ordinary user can.
     *
     * @param name of it and of what set it, for the failure
     * @throws PulseFailure (usage) when others can read or change it, and when it cannot be read
     */
    public static byte[] secret(Path file, String name) {
        try {
            Path real = file.toRealPath();
            PosixFileAttributes attributes = Files.readAttributes(real, PosixFileAttributes.class);
            Set<PosixFilePermission> others = EnumSet.copyOf(OTHERS);
            if (Files.getAttribute(real, "unix:uid").equals(0)) {
                others.remove(PosixFilePermission.GROUP_READ);
            }
            others.retainAll(attributes.permissions());
            if (!others.isEmpty()) {
                throw PulseFailure.usage(
                        name + " can be read or changed by others than its owner: its mode is "
                                + PosixFilePermissions.toString(attributes.permissions()),
                        "chmod 600 " + ShellWord.of(file.toString()));
            }
            return read(real, MOST_TEXT);
        } catch (NoSuchFileException e) {
            throw PulseFailure.usage(name + " is not there", "name the file, or mount what holds it");
        } catch (IOException e) {
            String reason = e instanceof FileSystemException known && known.getReason() != null
                    ? known.getReason()
                    : "permission denied";
            throw PulseFailure.usage(name + " cannot be read: " + reason, "let this user read it, and no other");
        }
    }

    private static IOException tooLarge(Path file, int most) {
        return new FileSystemException(file.toString(), null, "larger than " + most + " bytes");
    }
}
