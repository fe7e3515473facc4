package io.opsconductor.pulse.db.backup.script;

/**
 * The rows of one COPY in a script. A row is one line, for COPY writes a line break in a value as {@code \n}; a line
 * {@code \.} ends the table, for COPY writes a backslash in a value as two.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-copy.html">COPY's text format</a>
 */
final class CopyBlock {
    /** Bytes of the line that ends a table, its CR included. */
    private static final int END_OF_ROWS = 3;

    private final LineBreaks lineBreaks = new LineBreaks();
    private final ByteText line;
    private boolean wanted;
    private boolean ended;
    private long length;
    private long rows;

    CopyBlock(int longest) {
        this.line = new ByteText(longest);
    }

    /** @param rowsWanted whether the rows' texts are */
    void begin(boolean rowsWanted) {
        wanted = rowsWanted;
        ended = false;
        rows = 0;
        clear();
    }

    /** Whether its last line has been read. */
    boolean ended() {
        return ended;
    }

    /** How many lines were read to their end. */
    long lines() {
        return rows;
    }

    /** @return behind the last byte that was looked at: of the piece, or of the table */
    int read(byte[] buffer, int from, int to, ScriptEvents events) {
        int at = from;
        while (at < to && !ended) {
            at = !wanted && length == 0 ? unwanted(buffer, at, to, events) : at;
            at = line(buffer, at, to, events);
        }
        return at;
    }

    /** One line, or what is there of it. */
    private int line(byte[] buffer, int from, int to, ScriptEvents events) {
        int end = LineBreaks.next(buffer, from, to);
        int kept = wanted ? end : (int) Math.min(end, from + Math.max(0, END_OF_ROWS - length));
        line.add(buffer, from, kept);
        length += end - from;
        if (end == to) {
            return to;
        }
        rows++;
        ended = isEndOfRows();
        if (wanted && !ended) {
            events.row(line.text());
        } else if (!ended) {
            events.rows(1);
        }
        clear();
        return end + 1;
    }

    /**
     * Whole lines from the beginning of one on, counted many at a time.
     *
     * @return where the first line begins that may end the table, or that has no end in this piece
     */
    private int unwanted(byte[] buffer, int from, int to, ScriptEvents events) {
        int end = lineBreaks.rows(buffer, from, to);
        if (lineBreaks.count() > 0) {
            rows += lineBreaks.count();
            events.rows(lineBreaks.count());
        }
        return end;
    }

    private void clear() {
        line.clear();
        length = 0;
    }

    private boolean isEndOfRows() {
        return length >= 2
                && line.at(0) == '\\'
                && line.at(1) == '.'
                && (length == 2 || length == 3 && line.at(2) == '\r');
    }
}
