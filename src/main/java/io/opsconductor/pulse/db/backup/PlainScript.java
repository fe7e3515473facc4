package io.opsconductor.pulse.db.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dump as a script for psql, read to its end. It is whole when it ends with pg_dump's closing line and not inside a
 * table's data; when it was made it says only if pg_dump ran with {@code --verbose}.
 */
final class PlainScript {
    /** The closing line, the empty comments around it and, since the fix of CVE-2025-8714, an \\unrestrict after it. */
    private static final int TAIL = 2048;

    static final String NO_ROWS = "it holds tables, and the rows of none: it is a dump of the schema alone";

    private static final Pattern CLOSING = Pattern.compile("-- PostgreSQL database (cluster )?dump complete");
    private static final Pattern NOTHING = Pattern.compile("(--)?|\\\\unrestrict \\S+|-- Completed on .*");
    private static final Pattern STARTED = Pattern.compile(
            "^-- Started on (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?: (\\S+))?$", Pattern.MULTILINE);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private final Optional<String> doubt;
    private final Optional<Instant> started;

    private PlainScript(Optional<String> doubt, Optional<Instant> started) {
        this.doubt = doubt;
        this.started = started;
    }

    /** Why it is not whole; empty when it is. */
    Optional<String> doubt() {
        return doubt;
    }

    /** When pg_dump began; empty when the script does not tell. */
    Optional<Instant> started() {
        return started;
    }

    /** @param zone of the host that ran pg_dump, for a script that names none that is known */
    static PlainScript read(InputStream script, ZoneId zone) throws IOException {
        CopyRows rows = new CopyRows();
        Ends ends = new Ends(script);
        rows.count(ends);
        Optional<Instant> started = started(text(ends.head()), zone);
        Optional<String> cutTable = rows.unfinished().map(table -> "it ends inside the data of " + table);
        return new PlainScript(
                cutTable.or(() -> unclosed(text(ends.tail())))
                        .or(() -> Optional.of(NO_ROWS).filter(text -> rows.schemaOnly())),
                started);
    }

    private static Optional<String> unclosed(String tail) {
        Optional<String> last =
                tail.lines().filter(line -> !NOTHING.matcher(line).matches()).reduce((before, line) -> line);
        return last.filter(line -> CLOSING.matcher(line).matches()).isPresent()
                ? Optional.empty()
                : Optional.of("it does not end with pg_dump's closing line: it was cut");
    }

    static Optional<Instant> started(String head, ZoneId zone) {
        Matcher matcher = STARTED.matcher(head);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            // An abbreviation such as CST names several zones; only these name one.
            boolean utc = "UTC".equals(matcher.group(2)) || "GMT".equals(matcher.group(2));
            return Optional.of(LocalDateTime.parse(matcher.group(1), TIME)
                    .atZone(utc ? ZoneId.of("UTC") : zone)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Remembers the first and the last bytes of what is read through it. */
    private static final class Ends extends FilterInputStream {
        private byte[] head = new byte[0];
        private byte[] tail = new byte[0];

        Ends(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                if (head.length < TAIL) {
                    head = joined(head, buffer, offset, Math.min(n, TAIL - head.length));
                }
                byte[] all = n >= TAIL
                        ? Arrays.copyOfRange(buffer, offset + n - TAIL, offset + n)
                        : joined(tail, buffer, offset, n);
                tail = all.length > TAIL ? Arrays.copyOfRange(all, all.length - TAIL, all.length) : all;
            }
            return n;
        }

        byte[] head() {
            return head;
        }

        byte[] tail() {
            return tail;
        }

        private static byte[] joined(byte[] before, byte[] buffer, int offset, int length) {
            byte[] all = Arrays.copyOf(before, before.length + length);
            System.arraycopy(buffer, offset, all, before.length, length);
            return all;
        }
    }
}
