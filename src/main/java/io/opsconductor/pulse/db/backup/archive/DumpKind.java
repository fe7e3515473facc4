package io.opsconductor.pulse.db.backup.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a file is by its first bytes; its name says nothing. */
public enum DumpKind {
    /** pg_dump's custom format. */
    CUSTOM,
    /** pg_dump's tar format: the table of contents comes first. */
    TAR,
    /** pg_dump's directory format: a directory with a table of contents. */
    DIRECTORY,
    /** No dump, but a copy of the server's files by pg_basebackup. */
    BASE_BACKUP,
    /** A script for psql. */
    PLAIN,
    GZIP,
    ZSTD,
    LZ4,
    /** Nothing of this. */
    OTHER;

    /** In a directory or a tar file. */
    public static final String TABLE_OF_CONTENTS = "toc.dat";

    /** As pg_dump writes it, with line ends of Windows, and with a byte order mark, over which psql passes. */
    private static final List<String> SCRIPTS = List.of(
            "--\n-- PostgreSQL database ",
            "--\r\n-- PostgreSQL database ",
            "\u00ef\u00bb\u00bf--\n-- PostgreSQL database ",
            "\u00ef\u00bb\u00bf--\r\n-- PostgreSQL database ");

    private static final int TAR_HEADER = 512;

    public static DumpKind of(byte[] start) {
        if (ArchiveHeader.isArchive(start)) {
            return CUSTOM;
        }
        if (begins(start, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        if (begins(start, 0x04, 0x22, 0x4d, 0x18)) {
            return LZ4;
        }
        if (text(start).startsWith(TABLE_OF_CONTENTS + "\0") && ArchiveHeader.isArchive(inTar(start))) {
            return TAR;
        }
        return SCRIPTS.stream().anyMatch(begin -> text(start).startsWith(begin)) ? PLAIN : OTHER;
    }

    /** What an archive says of itself; empty for any other file. */
    public Optional<ArchiveHeader> header(byte[] start) {
        return ArchiveHeader.read(this == TAR ? inTar(start) : start);
    }

    /** The program that unpacks it; empty where none is needed. */
    public Optional<String> unpacker() {
        return switch (this) {
            case ZSTD -> Optional.of("zstd");
            case LZ4 -> Optional.of("lz4");
            default -> Optional.empty();
        };
    }

    /** Of a kind that pg_restore reads. */
    public boolean isArchive() {
        return this == CUSTOM || this == TAR || this == DIRECTORY;
    }

    private static byte[] inTar(byte[] start) {
        return Arrays.copyOfRange(start, Math.min(TAR_HEADER, start.length), start.length);
    }

    private static boolean begins(byte[] start, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1);
    }
}
