package io.opsconductor.pulse.db.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.script.ScriptEvents;
import io.opsconductor.pulse.db.backup.script.ScriptReader;
import io.opsconductor.pulse.db.backup.script.SqlWords;

/**
 * Counts the rows of every table in the script of one database, and picks out what TimescaleDB's catalogue says. Memory
 * does not grow with the rows: they are counted and forgotten.
 */
public final class CopyRows implements ScriptEvents {
    private static final String COPY = "COPY ";

    private final ScriptReader reader = new ScriptReader(this);
    private final SortedMap<String, Long> rows = new TreeMap<>();
    /** Of which there is an entry with data, however the rows are written; schema, zero character, name. */
    private final Set<String> withData = new HashSet<>();

    private final ArchiveContents contents = new ArchiveContents();
    private boolean tables;
    private boolean rowsOfAny;

    private String table;
    /** The same without quotes, which pg_dump writes by {@code --quote-all-identifiers} around every name. */
    private String plainName;

    private String copy;
    private long tableRows;

    /** What others read of the same database. */
    private final List<CopyRows> shares = new CopyOnWriteArrayList<>();

    /** How much was read so far, by others too; may be asked by another thread. */
    public long bytes() {
        return reader.bytes() + shares.stream().mapToLong(CopyRows::bytes).sum();
    }

    /** For a share of the same database that is read beside this one. */
    CopyRows share() {
        CopyRows share = new CopyRows();
        shares.add(share);
        return share;
    }

    /** Takes in what was counted in shares; not what they hold of TimescaleDB's catalogue, which is read here. */
    void takeInShares() {
        for (CopyRows share : shares) {
            share.rows.forEach((name, count) -> rows.merge(name, count, Long::sum));
            withData.addAll(share.withData);
            contents.add(share.contents);
            tables |= share.tables;
            rowsOfAny |= share.rowsOfAny;
            table = table == null ? share.table : table;
        }
    }

    /** The table in whose data the script ended; empty when it ended where it should. */
    Optional<String> unfinished() {
        return Optional.ofNullable(table);
    }

    /**
     * True when tables are defined and the rows of none follow, be they none or given by INSERT: as pg_dump leaves them out
     * with {@code --schema-only}.
     */
    public boolean schemaOnly() {
        return tables && !rowsOfAny;
    }

    /** Whether it holds a table. */
    public boolean anyTable() {
        return tables || rowsOfAny;
    }

    /** By table, quoted as in the script; a table that is not {@link #unfinished()}, and whose rows are no INSERTs. */
    public SortedMap<String, Long> rows() {
        return rows;
    }

    /** What the archive holds besides rows, once it was read. */
    public Contents contents() {
        return contents.contents();
    }

    /** Of TimescaleDB in the database; empty without it. */
    public Optional<String> timescaleVersion() {
        return contents.timescaleVersion();
    }

    /** Why what TimescaleDB keeps would not come back with a restore; empty when it would. */
    public Optional<String> hypertableProblem() {
        return HypertableDataJudge.problem(contents.hypertables(), withData);
    }

    /** The databases that the script itself names. */
    public Set<String> databases() {
        return contents.databases();
    }

    /**
     * @return {@link #rows()}
     */
    public SortedMap<String, Long> count(InputStream script) throws IOException {
        reader.read(script);
        return rows;
    }

    @Override
    public void comment(String line) {
        ArchiveEntry.read(line).ifPresent(entry -> {
            contents.entry(entry);
            tables |= entry.isTable();
            if (entry.isTableData()) {
                rowsOfAny = true;
                withData.add(SqlWords.table(entry.schema(), entry.name()));
            }
        });
    }

    @Override
    public void command(String line) {
        contents.command(line);
    }

    @Override
    public void statement(Supplier<String> text) {
        contents.statement(text);
    }

    @Override
    public boolean copy(String statement) {
        table = tableOf(statement);
        rowsOfAny = true;
        String unquoted = SqlWords.unquotedTable(table);
        withData.add(unquoted);
        plainName = plain(unquoted);
        copy = statement;
        tableRows = 0;
        return contents.wants(plainName);
    }

    @Override
    public void row(String line) {
        tableRows++;
        contents.row(plainName, copy, line);
    }

    @Override
    public void rows(long count) {
        tableRows += count;
    }

    @Override
    public void endOfRows() {
        rows.merge(table, tableRows, Long::sum);
        table = null;
    }

    /**
     * The table without quotes, behind its schema and a dot.
     *
     * @param copy the statement before its rows, or another text
     */
    static String plainName(String copy) {
        return copy.startsWith(COPY) ? plain(SqlWords.unquotedTable(tableOf(copy))) : "";
    }

    private static String plain(String unquoted) {
        return unquoted.replace('\0', '.');
    }

    private static String tableOf(String copy) {
        boolean quoted = false;
        int at = COPY.length();
        while (at < copy.length() && (quoted || copy.charAt(at) != ' ')) {
            quoted ^= copy.charAt(at) == '"';
            at++;
        }
        return copy.substring(COPY.length(), at);
    }
}
