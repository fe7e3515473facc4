package io.opsconductor.pulse.db.migrate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * One migration as it lies in the folder.
 *
 * @param version from the file name
 * @param script the file name
 * @param text the whole file, without a byte-order mark
 * @param checksum CRC-32 over the lines without their endings: Flyway's own, so that its histories stay valid
 */
record MigrationFile(MigrationVersion version, String script, String text, int checksum)
        implements Comparable<MigrationFile> {

    /** @throws PulseFailure (usage) when the file is not UTF-8, or says nothing */
    static MigrationFile of(MigrationVersion version, String script, byte[] bytes) {
        String text = decode(script, bytes);
        if (text.indexOf('\0') >= 0) {
            throw PulseFailure.usage(
                    "migration " + script + " holds a NUL byte, where the server would stop reading", "remove it");
        }
        if (text.isBlank()) {
            throw PulseFailure.usage("migration " + script + " is empty", "fill it or remove it");
        }
        return new MigrationFile(version, script, text, checksum(text));
    }

    /** The name without version and ending: what Flyway calls the description. */
    String description() {
        return script.substring(script.indexOf('_') + 1, script.length() - ".sql".length());
    }

    /** SHA-256 of what is left when whitespace that means nothing is taken out: what tells whether a file was changed. */
    String digest() {
        return NormalisedText.digest(text);
    }

    private static String decode(String script, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw PulseFailure.usage(
                    "migration " + script + " is not UTF-8: byte " + in.position() + " cannot be read",
                    "save it as UTF-8");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    @Override
    public int compareTo(MigrationFile other) {
        return version.compareTo(other.version);
    }
}
