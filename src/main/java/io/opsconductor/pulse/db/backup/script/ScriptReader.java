package io.opsconductor.pulse.db.backup.script;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes a script of pg_dump apart as psql does, in one pass and with bounded memory: every byte is looked at once, whatever
 * names, bodies and texts hold. What stands inside a quoted text, a quoted name or a function's body is never taken for a
 * comment, a command or a statement.
 *
 * <p>Lines may end in CR LF, which psql reads too.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">PostgreSQL's lexical structure</a>
 */
public final class ScriptReader {
    /** No COPY statement is longer: 1600 columns with names of 63 bytes, each of which may be doubled. */
    public static final int LONGEST = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private enum In {
        SQL,
        COMMENT,
        BLOCK_COMMENT,
        TEXT,
        NAME,
        DOLLAR_TAG,
        BODY,
        COMMAND,
        /** Behind a COPY, to the end of its line. */
        COPY,
        ROWS
    }

    private final ScriptEvents events;
    private final ByteText statement = new ByteText(LONGEST);
    private final ByteText line = new ByteText(LONGEST);
    private final ByteText tag = new ByteText(LONGEST);
    private final CopyBlock rows = new CopyBlock(LONGEST);
    private In in = In.SQL;
    private byte last;
    /** Whether a backslash escapes within the text that is being read. */
    private boolean escapes;

    private boolean standardStrings = true;
    private boolean escaped;
    private int depth;
    private int matched;
    private boolean separated;
    private byte[] buffer;
    /** In the buffer: behind what was handed over, and behind what was looked at. */
    private int told;

    private int seen;
    private long lines;
    private volatile long bytes;

    public ScriptReader(ScriptEvents events) {
        this.events = events;
    }

    /** How much was read so far; may be asked by another thread. */
    public long bytes() {
        return bytes;
    }

    /** The number of the line that is being read, from 1 on; of the last statement that was told, its last. */
    public long line() {
        return lines + 1;
    }

    public void read(InputStream script) throws IOException {
        buffer = new byte[BUFFER];
        for (int n = script.read(buffer); n >= 0; n = script.read(buffer)) {
            told = 0;
            seen = 0;
            while (seen < n) {
                if (in == In.ROWS) {
                    rows(n);
                } else {
                    sql(n);
                }
            }
            tell();
            bytes += n;
            if (events.enough()) {
                return;
            }
        }
        if (in == In.COMMENT || in == In.COMMAND) {
            endOfLine();
        }
        events.end(in == In.SQL && statement.isEmpty());
    }

    private void rows(int to) {
        long before = rows.lines();
        seen = rows.read(buffer, seen, to, events);
        lines += rows.lines() - before;
        if (rows.ended()) {
            tell();
            in = In.SQL;
            events.endOfRows();
        }
    }

    /** Hands over what was looked at, but for what stands behind a COPY in its line. */
    private void tell() {
        if (seen > told && in != In.COPY) {
            events.bytes(buffer, told, seen);
        }
        told = seen;
    }

    private void sql(int to) {
        while (seen < to && in != In.ROWS) {
            byte b = buffer[seen++];
            switch (in) {
                case SQL -> plain(b);
                case COMMENT, COMMAND -> {
                    if (b == '\n') {
                        endOfLine();
                    } else {
                        line.add(b);
                    }
                }
                case BLOCK_COMMENT -> blockComment(b);
                case TEXT -> text(b);
                case NAME -> {
                    statement.add(b);
                    in = b == '"' ? In.SQL : In.NAME;
                }
                case DOLLAR_TAG -> dollarTag(b);
                case COPY -> copy(b);
                default -> body(b);
            }
            last = b;
            lines += b == '\n' ? 1 : 0;
        }
    }

    private void plain(byte b) {
        if (b == '\\') {
            // Outside quotes SQL has no use for it: psql takes the rest of the line for a command of its own.
            begin(In.COMMAND, b);
        } else if (b == '-' && last == '-' && statement.mayEndWith('-')) {
            statement.removeLast();
            begin(In.COMMENT, (byte) '-');
            line.add(b);
        } else if (b == '*' && last == '/' && statement.mayEndWith('/')) {
            statement.removeLast();
            in = In.BLOCK_COMMENT;
            depth = 1;
        } else if (b == ';') {
            endOfStatement();
        } else {
            quoteOr(b);
        }
    }

    /** The rows begin with the next line. What else stands in this one, pg_dump did not write. */
    private void copy(byte b) {
        if (b == '\n') {
            tell();
            rows.begin(events.copy(statement.text()));
            statement.clear();
            in = In.ROWS;
        }
    }

    private void quoteOr(byte b) {
        if (b == '\'') {
            escapes = !standardStrings || (last == 'E' || last == 'e') && !isPartOfName(statement.beforeLast());
            escaped = false;
            in = In.TEXT;
        } else if (b == '"') {
            in = In.NAME;
        } else if (b == '$' && !isPartOfName(last)) {
            tag.clear();
            tag.add(b);
            in = In.DOLLAR_TAG;
        } else if (Character.isWhitespace(b)) {
            // Outside quotes white space says nothing but that two words are two.
            separated = !statement.isEmpty();
            return;
        }
        if (separated) {
            statement.add((byte) ' ');
            separated = false;
        }
        statement.add(b);
    }

    private void begin(In what, byte first) {
        line.clear();
        line.add(first);
        in = what;
    }

    private void endOfLine() {
        String text = line.text();
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        line.clear();
        boolean command = in == In.COMMAND;
        in = In.SQL;
        if (command) {
            tell();
            events.command(text);
        } else if (statement.isEmpty()) {
            tell();
            events.comment(text);
        }
    }

    private void blockComment(byte b) {
        if (b == '/' && last == '*') {
            depth--;
            in = depth == 0 ? In.SQL : In.BLOCK_COMMENT;
        } else if (b == '*' && last == '/') {
            depth++;
        }
    }

    /** A doubled quote ends the text and begins the next one, which comes to the same. */
    private void text(byte b) {
        statement.add(b);
        if (escaped) {
            escaped = false;
        } else if (b == '\\' && escapes) {
            escaped = true;
        } else if (b == '\'') {
            in = In.SQL;
        }
    }

    private void dollarTag(byte b) {
        boolean first = tag.length() == 1;
        if (b == '$') {
            tag.add(b);
            statement.add(b);
            matched = 0;
            in = tag.isWhole() ? In.BODY : In.SQL;
        } else if (isPartOfName(b) && !(first && b >= '0' && b <= '9')) {
            tag.add(b);
            statement.add(b);
        } else {
            in = In.SQL;
            plain(b);
        }
    }

    private void body(byte b) {
        statement.add(b);
        matched = b == tag.at(matched) ? matched + 1 : b == '$' ? 1 : 0;
        if (matched == tag.length()) {
            in = In.SQL;
        }
    }

    private void endOfStatement() {
        statement.add((byte) ';');
        separated = false;
        if (statement.startsWith("COPY ") && statement.isWhole() && statement.endsWith(" FROM stdin;")) {
            tell();
            in = In.COPY;
            return;
        }
        if (statement.startsWith("SET standard_conforming_strings = ")) {
            standardStrings = !statement.endsWith("= off;");
        }
        tell();
        if (statement.startsWith("INSERT INTO ")) {
            events.insert(statement::text);
        } else {
            events.statement(statement::text);
        }
        statement.clear();
    }

    private static boolean isPartOfName(byte b) {
        return b < 0 || b == '_' || b == '$' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }
}
