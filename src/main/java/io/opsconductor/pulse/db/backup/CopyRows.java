package io.opsconductor.pulse.db.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the rows of every table in the script that pg_restore makes of an archive, and picks out what TimescaleDB's
 * catalogue says. Memory does not grow with the archive: rows are counted and forgotten.
 *
 * <p>A row is one line, for COPY writes a line break in a value as {@code \n}; a line {@code \.} ends a table, for COPY
 * writes a backslash in a value as two. Of what stands between the tables, only {@code COPY … FROM stdin;} after the
 * comment that announces a table's data counts: a function's body may hold the like.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-copy.html">COPY's text format</a>
 */
final class CopyRows {
    private static final int BUFFER = 1 << 16;
    /** No COPY statement is longer: 1600 columns with names of 63 bytes, each quoted. */
    private static final int LONGEST_STATEMENT = 1 << 20;

    private final SortedMap<String, Long> rows = new TreeMap<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder statement = new StringBuilder();
    private final ArchiveContents contents = new ArchiveContents();
    private boolean announced;
    private boolean tables;
    private boolean rowsOfAny;
    private volatile long bytes;

    private String table;
    /** The statement that began the table's data; null unless its rows are wanted. */
    private String wanted;

    private long tableRows;
    private long length;
    private byte first;
    private byte second;

    /** How much was read so far; may be asked by another thread. */
    long bytes() {
        return bytes;
    }

    /** The table in whose data the script ended; empty when it ended where it should. */
    Optional<String> unfinished() {
        return Optional.ofNullable(table);
    }

    /**
     * True when tables are defined and the rows of none follow, be they none or given by INSERT: as pg_dump leaves them out
     * with {@code --schema-only}.
     */
    boolean schemaOnly() {
        return tables && !rowsOfAny;
    }

    /** What the archive holds besides rows, once it was read. */
    Contents contents() {
        return contents.contents();
    }

    /**
     * @return rows by table, quoted as in the script; a table that is not {@link #unfinished()}
     */
    SortedMap<String, Long> count(InputStream script) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = script.read(buffer); n >= 0; n = script.read(buffer)) {
            int at = 0;
            while (at < n) {
                at = table == null ? readSql(buffer, at, n) : readRows(buffer, at, n);
            }
            bytes += n;
        }
        return rows;
    }

    private int readRows(byte[] buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = buffer[at];
            if (b == '\n') {
                boolean end = length == 2 && first == '\\' && second == '.';
                length = 0;
                if (end) {
                    rows.merge(table, tableRows, Long::sum);
                    table = null;
                    line.reset();
                    return at + 1;
                }
                tableRows++;
                if (wanted != null) {
                    contents.row(table, wanted, line.toString(StandardCharsets.UTF_8));
                    line.reset();
                }
            } else {
                if (length == 0) {
                    first = b;
                } else if (length == 1) {
                    second = b;
                }
                length++;
                if (wanted != null && line.size() < LONGEST_STATEMENT) {
                    line.write(b);
                }
            }
        }
        return to;
    }

    private int readSql(byte[] buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = buffer[at];
            if (b == '\n') {
                endOfLine(line.toString(StandardCharsets.UTF_8));
                line.reset();
                if (table != null) {
                    return at + 1;
                }
            } else if (line.size() < LONGEST_STATEMENT) {
                line.write(b);
            }
        }
        return to;
    }

    private void endOfLine(String text) {
        contents.sql(text);
        if (statement.isEmpty()) {
            if (text.startsWith("-- ")) {
                announced = text.startsWith("-- Data for Name: ") && text.contains("; Type: TABLE DATA; ");
                rowsOfAny |= announced;
                tables |= text.startsWith("-- Name: ") && text.contains("; Type: TABLE; ");
            }
            if (!announced || !text.startsWith("COPY ")) {
                return;
            }
        }
        statement.append(text);
        if (openQuote(statement) && statement.length() < LONGEST_STATEMENT) {
            statement.append('\n');
            return;
        }
        if (text.endsWith(" FROM stdin;")) {
            table = tableOf(statement.toString());
            wanted = contents.wants(table) ? statement.toString() : null;
            tableRows = 0;
        }
        statement.setLength(0);
        announced = false;
    }

    /** A name may hold a line break, and then the statement goes on. */
    private static boolean openQuote(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static String tableOf(String copy) {
        boolean quoted = false;
        int at = "COPY ".length();
        while (quoted || copy.charAt(at) != ' ') {
            quoted ^= copy.charAt(at) == '"';
            at++;
        }
        return copy.substring("COPY ".length(), at);
    }
}
