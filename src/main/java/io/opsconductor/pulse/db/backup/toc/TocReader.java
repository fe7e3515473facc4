package io.opsconductor.pulse.db.backup.toc;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;

/**
 * Reads the table of contents of an archive byte by byte: what a name or a function's body holds cannot be taken for
 * something else.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/bin/pg_dump/pg_backup_archiver.c">ReadHead and
 *     ReadToc: formats 1.12 (PostgreSQL 9.0) to 1.16 (17 and 18)</a>
 */
public final class TocReader {
    /** The table of contents of a directory, and the first file in a tar archive. */
    public static final String FILE = "toc.dat";

    private static final int TAR_HEADER = 512;
    private static final int OLDEST = 12;
    private static final int NEWEST = 16;
    private static final int CUSTOM = 1;
    /** K_OFFSET_POS_SET; others stand for a place that is not known, and for no data. */
    private static final int POSITION_KNOWN = 2;
    /** Longer than any definition that was seen. */
    private static final int LONGEST = 1 << 27;

    private static final int MOST_ENTRIES = 20_000_000;

    private final DataInputStream in;
    private int minor;
    private int width;
    private int offsetWidth;
    private boolean custom;

    private TocReader(DataInputStream in) {
        this.in = in;
    }

    private record Head(String database, String serverVersion) {}

    /** @throws IOException also when it is no archive, of a format that is not known, or cut */
    public static ArchiveToc read(Path archive) throws IOException {
        try (InputStream in = open(archive)) {
            return read(in);
        }
    }

    /** @param archive from its first byte, or that of its table of contents, on */
    public static ArchiveToc read(InputStream archive) throws IOException {
        List<TocEntry> entries = new ArrayList<>();
        Head head = read(archive, entries::add);
        return new ArchiveToc(head.database(), head.serverVersion(), entries);
    }

    /**
     * The same for entries that are looked at and forgotten: those of 100,000 chunks take hundreds of megabytes.
     *
     * @param entries is given each, in the order in which pg_restore takes them
     */
    public static void read(Path archive, Consumer<TocEntry> entries) throws IOException {
        try (InputStream in = open(archive)) {
            read(in, entries);
        }
    }

    private static InputStream open(Path archive) throws IOException {
        boolean directory = Files.isDirectory(archive, LinkOption.NOFOLLOW_LINKS);
        return Checksum.open(directory ? archive.resolve(FILE) : archive);
    }

    private static Head read(InputStream archive, Consumer<TocEntry> entries) throws IOException {
        InputStream in = new BufferedInputStream(archive, 1 << 16);
        try {
            in.mark(TAR_HEADER);
            byte[] start = in.readNBytes(FILE.length());
            if (!new String(start, StandardCharsets.ISO_8859_1).equals(FILE)) {
                in.reset();
            } else {
                in.skipNBytes(TAR_HEADER - FILE.length());
            }
            return new TocReader(new DataInputStream(in)).read(entries);
        } catch (EOFException e) {
            throw new IOException("its table of contents is cut", e);
        }
    }

    private Head read(Consumer<TocEntry> entries) throws IOException {
        if (!new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("PGDMP")) {
            throw new IOException("it is no archive of pg_dump");
        }
        int major = in.readUnsignedByte();
        minor = in.readUnsignedByte();
        in.readByte(); // revision
        if (major != 1 || minor < OLDEST || minor > NEWEST) {
            throw new IOException("its format " + major + "." + minor + " is not known");
        }
        width = in.readUnsignedByte();
        offsetWidth = in.readUnsignedByte();
        custom = in.readUnsignedByte() == CUSTOM;
        if (minor >= 15) {
            in.readByte(); // how it is compressed
        } else {
            number();
        }
        for (int i = 0; i < 7; i++) {
            number(); // when it was made
        }
        Head head = new Head(text(), text());
        text(); // pg_dump's version
        int count = number();
        if (count < 0 || count > MOST_ENTRIES) {
            throw new IOException("its table of contents has " + count + " entries");
        }
        for (int i = 0; i < count; i++) {
            entries.accept(entry());
        }
        return head;
    }

    private TocEntry entry() throws IOException {
        int id = number();
        number(); // whether it has data
        text(); // the catalogue's number
        text(); // its number in there
        String tag = text();
        String type = text();
        Section section = section(number());
        String definition = text();
        text(); // what drops it
        String copy = text();
        String schema = text();
        text(); // tablespace
        if (minor >= 14) {
            text(); // access method
        }
        if (minor >= 16) {
            number(); // kind of relation
        }
        String owner = text();
        text(); // whether with oids
        while (nextText() != null) {
            // What it depends on: pg_restore minds that.
        }
        OptionalLong position = custom ? position() : OptionalLong.empty();
        String file = custom ? "" : text();
        requireInside(file);
        return new TocEntry(id, type, section, schema, tag, owner, definition, copy, position, file);
    }

    /** The lowest byte first. */
    private OptionalLong position() throws IOException {
        boolean known = in.readByte() == POSITION_KNOWN;
        long position = 0;
        for (int i = 0; i < offsetWidth; i++) {
            long digit = in.readUnsignedByte();
            position |= i < Long.BYTES ? digit << (8 * i) : 0;
        }
        return known && position >= 0 ? OptionalLong.of(position) : OptionalLong.empty();
    }

    /** pg_restore of an older version reads what it names wherever that is. */
    private static void requireInside(String file) throws IOException {
        if (file.indexOf('/') >= 0) {
            throw new IOException("its table of contents names a file that is not in its directory");
        }
    }

    private static Section section(int number) throws IOException {
        if (number < 1 || number > Section.values().length) {
            throw new IOException("its table of contents names a section " + number);
        }
        return Section.values()[number - 1];
    }

    /** A byte for the sign, then the number, its lowest byte first. */
    private int number() throws IOException {
        boolean negative = in.readByte() != 0;
        long value = 0;
        for (int i = 0; i < width; i++) {
            long digit = in.readUnsignedByte();
            value |= i < 4 ? digit << (8 * i) : 0;
        }
        return (int) (negative ? -value : value);
    }

    private String text() throws IOException {
        String text = nextText();
        return text == null ? "" : text;
    }

    /** Null for one that is missing, which has a negative length. */
    private String nextText() throws IOException {
        int length = number();
        if (length < 0) {
            return null;
        }
        if (length > LONGEST) {
            throw new IOException("a text in its table of contents has " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
