package io.opsconductor.pulse.db.backup.toc;

/**
 * One object of an archive, as pg_dump wrote it down.
 *
 * @param id its number, by which pg_restore can be told to restore it
 * @param type as pg_dump names it, such as {@code TABLE DATA}
 * @param schema empty for what lies in none
 * @param tag its name, unquoted; for some types with more behind it
 * @param owner unquoted; empty where there is none
 * @param definition the statements that make it; empty for data
 * @param copy the statement that reads its data; empty where there is none
 */
public record TocEntry(
        int id, String type, Section section, String schema, String tag, String owner, String definition, String copy) {

    /** When pg_restore deals with it. */
    public enum Section {
        /** With the object that it belongs to, such as a grant or a comment. */
        NONE,
        PRE_DATA,
        DATA,
        POST_DATA
    }

    public boolean is(String... types) {
        for (String other : types) {
            if (type.equals(other)) {
                return true;
            }
        }
        return false;
    }
}
