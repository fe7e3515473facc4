package io.opsconductor.pulse.db.migrate.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * One migration as it lies in the folder.
 *
 * @param version from the file name
 * @param script the file name
 * @param checksum CRC-32 over the lines without their endings: Flyway's own, so that its histories stay valid
 * @param isHeld true when the text is in memory anyway
 * @param contents gives the text; that of a large file is read anew each time, and held by whoever needs it only
 * @param knownDigest empty when {@link #digest} has to work it out
 */
public record MigrationFile(
        MigrationVersion version,
        String script,
        int checksum,
        boolean isHeld,
        Supplier<String> contents,
        Optional<String> knownDigest)
        implements Comparable<MigrationFile> {
    /** From this size on, in bytes, a file's text is not kept: a run must do with 256 MiB for a file of 50 MB. */
    private static final int LARGE = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** @throws PulseFailure (usage) when the file is not UTF-8, or says nothing */
    public static MigrationFile of(MigrationVersion version, String script, byte[] bytes) {
        String text = text(script, bytes);
        return new MigrationFile(version, script, checksum(bytes), true, () -> text, Optional.empty());
    }

    /**
     * @param source reads the same bytes once more
     * @throws PulseFailure (usage) when the file is not UTF-8, or says nothing
     */
    public static MigrationFile of(MigrationVersion version, String script, Supplier<byte[]> source) {
        byte[] bytes = source.get();
        if (bytes.length < LARGE) {
            return of(version, script, bytes);
        }
        text(script, bytes);
        int checksum = checksum(bytes);
        return new MigrationFile(
                version, script, checksum, false, () -> textAgain(script, source.get(), checksum), Optional.empty());
    }

    /** The whole file, without a byte-order mark. */
    public String text() {
        return contents.get();
    }

    /** The version as the name writes it. */
    public String label() {
        return version.label(script);
    }

    /** The name without version and ending: what Flyway calls the description. */
    public String description() {
        return script.substring(script.indexOf('_') + 1, script.length() - ".sql".length());
    }

    /** The description as Flyway writes it, so that its own tools find nothing changed. */
    public String historyDescription() {
        return description().replace('_', ' ');
    }

    /** SHA-256 of what is left when whitespace that means nothing is taken out: what tells whether a file was changed. */
    public String digest() {
        return knownDigest.orElseGet(() -> NormalisedText.digest(text()));
    }

    /** The same, its digest worked out once for all. */
    MigrationFile digested() {
        return new MigrationFile(version, script, checksum, isHeld, contents, Optional.of(digest()));
    }

    /** True when this digest, which the database holds, is of this file. */
    public boolean isDigest(String digest) {
        return knownDigest.filter(digest::equals).isPresent() || NormalisedText.isDigestOf(text(), digest);
    }

    /**
     * True when all it holds is such as CREATE INDEX CONCURRENTLY and VACUUM: that waits for others, and neither readers nor
     * writers wait for it meanwhile.
     */
    public boolean blocksNobody() {
        Iterator<SqlStatement> statements = SqlScanner.statements(text());
        while (statements.hasNext()) {
            SqlStatement statement = statements.next();
            String words = " " + statement.words() + " ";
            boolean settings = words.startsWith(" SET ");
            boolean weak = statement.runsOutsideTransaction()
                    && !words.contains(" FULL ")
                    && (!words.startsWith(" REINDEX ") || words.contains(" CONCURRENTLY "));
            if (!settings && !weak) {
                return false;
            }
        }
        return true;
    }

    private static String textAgain(String script, byte[] bytes, int checksum) {
        if (checksum(bytes) != checksum) {
            throw PulseFailure.usage("migration " + script + " was changed during the run", "run it again");
        }
        return text(script, bytes);
    }

    private static String text(String script, byte[] bytes) {
        refuseOtherEncodings(script, bytes);
        int from = textFrom(bytes);
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw PulseFailure.usage(
                    "migration " + script + " holds a NUL byte, where the server would stop reading", "remove it");
        }
        if (text.isBlank()) {
            throw PulseFailure.usage("migration " + script + " is empty", "fill it or remove it");
        }
        return text;
    }

    /** In small parts, since all of it decoded would be twice as large as the file. */
    private static void refuseOtherEncodings(String script, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8_192);
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw PulseFailure.usage(
                    "migration " + script + " is not UTF-8: byte " + in.position() + " cannot be read",
                    "save it as UTF-8");
        }
    }

    private static int textFrom(byte[] bytes) {
        int length = BYTE_ORDER_MARK.length;
        return bytes.length >= length && Arrays.equals(BYTE_ORDER_MARK, 0, length, bytes, 0, length) ? length : 0;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        int from = textFrom(bytes);
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                crc.update(bytes, from, i - from);
                from = i + 1;
            }
        }
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    /** How the text is got makes no difference. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationFile file
                && version.equals(file.version)
                && script.equals(file.script)
                && checksum == file.checksum;
    }

    @Override
    public int hashCode() {
        return script.hashCode();
    }

    @Override
    public int compareTo(MigrationFile other) {
        return version.compareTo(other.version);
    }
}
