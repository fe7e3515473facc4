package io.opsconductor.pulse.db.backup.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.script.ByteText;
import io.opsconductor.pulse.db.backup.script.ScriptReader;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;

/**
 * Makes a table of contents of a script, as an archive of the same database has: pg_dump writes the same entries in the same
 * order into both. What belongs to the database itself and not to what is in it is left out, as pg_restore does.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/pg_dump/pg_dump.c">pg_dump's sections</a>
 */
public final class ScriptToc extends ScriptPart {
    /** Others lie before the rows, or go with the entry before them. */
    private static final Map<Section, Set<String>> SECTIONS = Map.of(
            Section.DATA,
            Set.of("TABLE DATA", "SEQUENCE SET", "BLOBS"),
            Section.POST_DATA,
            Set.of(
                    "INDEX",
                    "INDEX ATTACH",
                    "STATISTICS",
                    "CONSTRAINT",
                    "FK CONSTRAINT",
                    "CHECK CONSTRAINT",
                    "TRIGGER",
                    "RULE",
                    "EVENT TRIGGER",
                    "POLICY",
                    "ROW SECURITY",
                    "MATERIALIZED VIEW DATA",
                    "PUBLICATION",
                    "PUBLICATION TABLE",
                    "PUBLICATION TABLES IN SCHEMA",
                    "SUBSCRIPTION",
                    "SUBSCRIPTION TABLE",
                    "DEFAULT ACL"));

    /** Whose statements tell something. */
    private static final Set<String> TELLING = Set.of(
            "TABLE",
            "EXTENSION",
            "ACL",
            "DEFAULT ACL",
            "POLICY",
            "USER MAPPING",
            "CONSTRAINT",
            "CHECK CONSTRAINT",
            "FK CONSTRAINT",
            "STATISTICS",
            "SEQUENCE SET");

    private static final String SERVER = "-- Dumped from database version ";
    private static final String DATABASE = "DATABASE";

    private final List<TocEntry> entries = new ArrayList<>();
    private final ByteText text = new ByteText(ScriptReader.LONGEST);
    private String serverVersion = "";
    private Section section = Section.PRE_DATA;
    private ArchiveEntry entry;
    private int id;
    /** How much of the text belongs to the entry. */
    private int defined;

    private String copy = "";

    public ScriptToc(int part) {
        super(part);
    }

    /** @param database its name where the script does not tell */
    public ArchiveToc toc(String database) {
        return new ArchiveToc(database, serverVersion, entries);
    }

    @Override
    void entry(int number, ArchiveEntry next) {
        endOfPart();
        entry = next;
        id = number;
        section = SECTIONS.entrySet().stream()
                .filter(known -> known.getValue().contains(next.type()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(section);
    }

    @Override
    void endOfPart() {
        if (entry != null && !isOfDatabase()) {
            entries.add(new TocEntry(
                    id,
                    entry.type(),
                    section,
                    entry.schema().equals("-") ? "" : entry.schema(),
                    entry.name(),
                    entry.owner().orElse(""),
                    text.text(defined),
                    copy));
        }
        entry = null;
        text.clear();
        defined = 0;
        copy = "";
    }

    private boolean isOfDatabase() {
        return entry.type().equals(DATABASE)
                || entry.type().equals("DATABASE PROPERTIES")
                || entry.name().startsWith(DATABASE + " ")
                        && Set.of("ACL", "COMMENT", "SECURITY LABEL").contains(entry.type());
    }

    @Override
    void remark(String line) {
        if (line.startsWith(SERVER)) {
            serverVersion = line.substring(SERVER.length());
        }
    }

    @Override
    public void bytes(byte[] buffer, int from, int to) {
        if (entry != null && TELLING.contains(entry.type())) {
            text.add(buffer, from, to);
        }
    }

    @Override
    public void statement(Supplier<String> statement) {
        defined = text.length();
    }

    @Override
    public boolean copy(String statement) {
        copy = entry == null ? "" : statement;
        return false;
    }
}
