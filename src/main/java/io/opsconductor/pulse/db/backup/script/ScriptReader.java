package io.opsconductor.pulse.db.backup.script;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes a script of pg_dump apart as psql does, in one pass and with bounded memory: every byte is looked at once, whatever
 * names, bodies and texts hold. What stands inside a quoted text, a quoted name or a function's body is never taken for a
 * comment, a command or a statement.
 *
 * <p>A row is one line, for COPY writes a line break in a value as {@code \n}; a line {@code \.} ends a table, for COPY
 * writes a backslash in a value as two. Lines may end in CR LF, which psql reads too.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-copy.html">COPY's text format</a>
 * @see <a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">PostgreSQL's lexical structure</a>
 */
public final class ScriptReader {
    /** No COPY statement is longer: 1600 columns with names of 63 bytes, each of which may be doubled. */
    static final int LONGEST = 1 << 20;

    private static final int BUFFER = 1 << 16;
    /** Bytes of the line that ends a table, its CR included. */
    private static final int END_OF_ROWS = 3;

    private enum In {
        SQL,
        COMMENT,
        BLOCK_COMMENT,
        TEXT,
        NAME,
        DOLLAR_TAG,
        BODY,
        COMMAND,
        ROWS
    }

    private final ScriptEvents events;
    private final ByteText statement = new ByteText(LONGEST);
    private final ByteText line = new ByteText(LONGEST);
    private final ByteText tag = new ByteText(LONGEST);
    private In in = In.SQL;
    private byte last;
    private boolean lineBegins = true;
    /** Whether a backslash escapes within the text that is being read. */
    private boolean escapes;

    private boolean standardStrings = true;
    private boolean escaped;
    private int depth;
    private int matched;
    private boolean dataFollows;
    private boolean rowWanted;
    private boolean separated;
    private long length;
    private volatile long bytes;

    public ScriptReader(ScriptEvents events) {
        this.events = events;
    }

    /** How much was read so far; may be asked by another thread. */
    public long bytes() {
        return bytes;
    }

    public void read(InputStream script) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = script.read(buffer); n >= 0; n = script.read(buffer)) {
            int at = 0;
            while (at < n) {
                at = in == In.ROWS ? rows(buffer, at, n) : sql(buffer, at, n);
            }
            bytes += n;
        }
        if (in == In.COMMENT || in == In.COMMAND) {
            endOfLine();
        }
        events.end(in == In.SQL && statement.isEmpty());
    }

    private int rows(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to) {
            int end = LineBreaks.next(buffer, at, to);
            int kept = rowWanted ? end : (int) Math.min(end, at + Math.max(0, END_OF_ROWS - length));
            line.add(buffer, at, kept);
            length += end - at;
            if (end == to) {
                return to;
            }
            at = end + 1;
            if (endOfRow()) {
                return at;
            }
        }
        return to;
    }

    /** @return whether it was the line that ends the table */
    private boolean endOfRow() {
        boolean end = isEndOfRows();
        if (end) {
            in = In.SQL;
            lineBegins = true;
            events.endOfRows();
        } else {
            events.row(rowWanted ? line.text() : "");
        }
        line.clear();
        length = 0;
        return end;
    }

    private boolean isEndOfRows() {
        return length >= 2
                && line.at(0) == '\\'
                && line.at(1) == '.'
                && (length == 2 || length == 3 && line.at(2) == '\r');
    }

    private int sql(byte[] buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = buffer[at];
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
                default -> body(b);
            }
            last = b;
            if (in == In.ROWS) {
                return at + 1;
            }
        }
        return to;
    }

    private void plain(byte b) {
        boolean beginsLine = lineBegins;
        lineBegins = b == '\n';
        if (b == '\n' && dataFollows) {
            beginRows();
        } else if (b == '\\' && beginsLine && statement.isEmpty()) {
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

    /** The rows begin with the next line, as psql reads them. */
    private void beginRows() {
        dataFollows = false;
        line.clear();
        length = 0;
        in = In.ROWS;
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
        lineBegins = true;
        if (command) {
            events.command(text);
        } else if (statement.isEmpty()) {
            events.comment(text);
        }
        if (dataFollows) {
            beginRows();
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
            rowWanted = events.copy(statement.text());
            dataFollows = true;
        } else if (statement.startsWith("SET standard_conforming_strings = ")) {
            standardStrings = !statement.endsWith("= off;");
        } else if (statement.startsWith("INSERT INTO ")) {
            events.insert(statement::text);
        } else if (statement.isWhole()) {
            events.statement(statement::text);
        }
        statement.clear();
    }

    private static boolean isPartOfName(byte b) {
        return b < 0 || b == '_' || b == '$' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }
}
