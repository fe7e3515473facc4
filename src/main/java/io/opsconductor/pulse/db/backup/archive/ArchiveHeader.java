package io.opsconductor.pulse.db.backup.archive;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What an archive of pg_dump says about itself in its first bytes, in custom and tar format and in the table of contents
 * of the directory format alike.
 *
 * @param created by the clock of the host that ran pg_dump, before it had connected: never later than the dump's snapshot
 * @param daylightSaving whether that clock showed daylight saving time; tells the two hours apart when the clock goes back
 * @param serverVersion of the database that was dumped, such as {@code 17.5}
 * @param dumpVersion of pg_dump
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/pg_dump/pg_backup_archiver.c">WriteHead
 *     and ReadHead: formats 1.12 (PostgreSQL 9.0) to 1.16 (17 and 18)</a>
 */
public record ArchiveHeader(
        LocalDateTime created, boolean daylightSaving, String database, String serverVersion, String dumpVersion) {
    /** So many bytes hold a header, unless a name in it is endless. */
    public static final int LENGTH = 4096;

    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final int MAJOR = 1;
    private static final int OLDEST_MINOR = 12;
    /** From here on one byte names the algorithm; before, a number gave the level. */
    private static final int NAMED_COMPRESSION_MINOR = 15;
    /** The archive counts years as C does. */
    private static final int YEAR_ZERO = 1900;

    /**
     * @param start the first bytes of the archive
     * @return empty when they do not begin an archive that can be read
     */
    static Optional<ArchiveHeader> read(byte[] start) {
        if (!isArchive(start)) {
            return Optional.empty();
        }
        try {
            return read(ByteBuffer.wrap(start, MAGIC.length, start.length - MAGIC.length));
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    public static boolean isArchive(byte[] start) {
        return start.length > MAGIC.length
                && ByteBuffer.wrap(start, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    private static Optional<ArchiveHeader> read(ByteBuffer in) {
        int major = in.get();
        int minor = in.get();
        in.get(); // revision
        if (major != MAJOR || minor < OLDEST_MINOR) {
            return Optional.empty();
        }
        int width = in.get();
        in.get(); // width of offsets
        in.get(); // format
        if (minor >= NAMED_COMPRESSION_MINOR) {
            in.get();
        } else {
            number(in, width);
        }
        int second = number(in, width);
        int minute = number(in, width);
        int hour = number(in, width);
        int day = number(in, width);
        int month = number(in, width) + 1;
        int year = Math.addExact(number(in, width), YEAR_ZERO);
        boolean daylightSaving = number(in, width) > 0;
        // A leap second is one that no Java clock shows.
        LocalDateTime created = LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59));
        return Optional.of(
                new ArchiveHeader(created, daylightSaving, text(in, width), text(in, width), text(in, width)));
    }

    /** A byte for the sign, then the number, its lowest byte first. */
    private static int number(ByteBuffer in, int width) {
        boolean negative = in.get() != 0;
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= i < Long.BYTES ? (in.get() & 0xffL) << (8 * i) : in.get() & 0L;
        }
        return Math.toIntExact(negative ? -value : value);
    }

    /** Empty for a text that is missing, which has a negative length. */
    private static String text(ByteBuffer in, int width) {
        int length = number(in, width);
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[Math.max(0, length)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** @param zone of the host that ran pg_dump: the archive holds what its clock showed, and not where it hung */
    public Instant recoveryPoint(ZoneId zone) {
        ZonedDateTime time = created.atZone(zone);
        return (daylightSaving ? time.withEarlierOffsetAtOverlap() : time.withLaterOffsetAtOverlap()).toInstant();
    }
}
