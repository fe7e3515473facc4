package io.opsconductor.pulse.db.backup.archive;

import io.opsconductor.pulse.db.backup.script.ScriptEvents;

/**
 * The entries of one database in a script, numbered as they come. pg_dump writes a comment before each; what stands before
 * the first sets up the session, or drops what an earlier restore left. A cluster's roles are in no part.
 */
abstract class ScriptPart implements ScriptEvents {
    static final String BEGIN = "-- PostgreSQL database dump";
    static final String COMPLETE = BEGIN + " complete";

    private final int wanted;
    private int part;
    private boolean open;
    private int entries;

    /** @param wanted which of the script's databases, from 1 on */
    ScriptPart(int wanted) {
        this.wanted = wanted;
    }

    @Override
    public final void comment(String line) {
        if (line.equals(BEGIN)) {
            part++;
            open = true;
        } else if (line.equals(COMPLETE)) {
            open = false;
            if (part == wanted) {
                endOfPart();
            }
        } else if (isWanted()) {
            ArchiveEntry.read(line).ifPresentOrElse(entry -> entry(++entries, entry), () -> remark(line));
        } else {
            remark("");
        }
    }

    /** Whether what is read now belongs to that database. */
    final boolean isWanted() {
        return open && part == wanted;
    }

    @Override
    public boolean enough() {
        return part > wanted || part == wanted && !open;
    }

    /** @param id its number, from 1 on */
    abstract void entry(int id, ArchiveEntry entry);

    abstract void endOfPart();

    /** @param line a comment that announces nothing; blank for one outside of the part */
    abstract void remark(String line);
}
