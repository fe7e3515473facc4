package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.file.Checksum;

/** Reads the first bytes of a dump, which tell what made it. */
public final class FirstBytes {
    private static final int SAMPLE = 1 << 20;

    private FirstBytes() {}

    /** The first bytes of a file, or of a directory's table of contents; none where there is no such thing. */
    public static byte[] of(Path dump) throws IOException {
        return read(dump, ArchiveHeader.LENGTH);
    }

    /** More of the same, for what its bytes tell. */
    public static byte[] sample(Path dump) throws IOException {
        return read(dump, SAMPLE);
    }

    private static byte[] read(Path dump, int length) throws IOException {
        Path file = Files.isDirectory(dump) ? dump.resolve(DumpKind.TABLE_OF_CONTENTS) : dump;
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try (InputStream in = Checksum.open(file.toRealPath())) {
            return in.readNBytes(length);
        }
    }
}
