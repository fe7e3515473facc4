package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.script.ByteText;
import io.opsconductor.pulse.db.backup.script.ScriptReader;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Hands over of a script what was selected, byte by byte as it is written; the rest is passed over. An entry goes as a
 * whole, as pg_restore sends it, for the body of a function may hold semicolons outside of quotes; only statements that write
 * rows go a few at a time. What psql would execute as its own commands goes nowhere, and nothing that stands in no entry.
 */
public final class ScriptFilter extends ScriptPart {
    /** Bytes of statements that write rows; so many go at once. */
    private static final int BATCH = 1 << 18;
    /** No setting is longer. */
    private static final int SETTING = 1 << 12;
    /** Longer than any definition that was seen. */
    private static final int LONGEST = 1 << 27;

    private static final String ENCODING = "SET client_encoding = '";

    private final ScriptSelection selection;
    private final ScriptSink sink;
    private final int last;
    private final ByteText batch = new ByteText(LONGEST);
    private final ByteText piece = new ByteText(LONGEST);
    private final ScriptReader reader = new ScriptReader(this);
    private boolean selected;
    private boolean past;
    private boolean rows;
    /** Whether the entry holds rows, and may be cut between two statements. */
    private boolean holdsRows;

    private long batchLine;

    public ScriptFilter(int part, ScriptSelection selection, ScriptSink sink) {
        super(part);
        this.selection = selection;
        this.sink = sink;
        this.last = selection.last();
    }

    /** @param script until nothing of it is wanted any more */
    public void read(InputStream script) throws IOException {
        reader.read(script);
    }

    @Override
    void entry(int id, ArchiveEntry entry) {
        remark("");
        flush();
        selected = selection.entries().contains(id);
        past = id > last;
        holdsRows = entry.isTableData() || entry.type().equals("BLOBS");
    }

    @Override
    void endOfPart() {
        remark("");
        flush();
        selected = false;
    }

    @Override
    void remark(String line) {
        piece.clear();
    }

    @Override
    public void command(String line) {
        piece.clear();
    }

    @Override
    public boolean enough() {
        return past || super.enough();
    }

    @Override
    public void bytes(byte[] buffer, int from, int to) {
        if (rows) {
            if (selected) {
                sink.rows(buffer, from, to);
            }
        } else if (isWanted() && (selected || piece.length() < SETTING)) {
            piece.add(buffer, from, selected ? to : Math.min(to, from + SETTING));
        }
    }

    @Override
    public void statement(Supplier<String> text) {
        if (isWanted()) {
            statement(text.get());
        }
        piece.clear();
    }

    private void statement(String text) {
        if (text.startsWith(ENCODING)) {
            flush();
            int end = text.indexOf('\'', ENCODING.length());
            sink.encoding(text.substring(ENCODING.length(), end < 0 ? text.length() : end));
        } else if (selection.isSetting(text)) {
            flush();
            if (selection.wants(text)) {
                add();
                flush();
            }
        } else if (selected && !text.startsWith("CREATE SCHEMA public;")) {
            // Every database is made with that schema; a dump by --clean makes it anew.
            add();
        }
    }

    @Override
    public void insert(Supplier<String> text) {
        if (selected) {
            if (batch.isEmpty()) { // otherwise it may stand in the body of a function
                requireRowsHere();
            }
            add();
        }
        piece.clear();
    }

    private void add() {
        int from = begin();
        if (batch.isEmpty()) {
            batchLine = reader.line() - lines(from);
        }
        batch.add(piece.array(), batch.isEmpty() ? from : 0, piece.length());
        if (!piece.isWhole() || !batch.isWhole()) {
            throw PulseFailure.failed(
                    "line " + batchLine + " of the script: what begins there is longer than " + LONGEST + " bytes",
                    "dump in custom format",
                    null);
        }
        piece.clear();
        if (holdsRows && batch.length() >= BATCH) {
            flush();
        }
    }

    /** Rows call what their tables' owners wrote, and so go into the database with the entries that are told to hold them. */
    private void requireRowsHere() {
        if (!holdsRows) {
            throw PulseFailure.failed(
                    "line " + reader.line() + " of the script: rows stand in an entry that is not announced as data",
                    "dump again with pg_dump, without names that hold \"; Type: \"",
                    null);
        }
    }

    /** Behind the white space with which it begins. */
    private int begin() {
        int at = 0;
        while (at < piece.length() && Character.isWhitespace(piece.at(at))) {
            at++;
        }
        return at;
    }

    private long lines(int from) {
        long lines = 0;
        for (int at = from; at < piece.length(); at++) {
            lines += piece.at(at) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private void flush() {
        if (!batch.isEmpty()) {
            sink.run(batch.array(), batch.length(), batchLine);
            batch.clear();
        }
    }

    @Override
    public boolean copy(String statement) {
        if (selected) {
            requireRowsHere();
            flush();
            int from = begin();
            batch.add(piece.array(), from, piece.length());
            sink.copy(batch.array(), batch.length(), reader.line() - lines(from));
            batch.clear();
        }
        piece.clear();
        rows = true;
        return false;
    }

    @Override
    public void endOfRows() {
        rows = false;
        if (selected) {
            sink.endOfRows();
        }
    }
}
