package io.opsconductor.pulse.db.backup.toc;

import java.util.OptionalLong;

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
 * @param position where its data begins in an archive that is one file, in bytes; empty for an entry without data, in other
 *     formats, and where pg_dump wrote into a pipe and could not go back to fill it in
 * @param file the name of the file with its data in the directory format; empty for an entry without data, and in others
 */
public record TocEntry(
        int id,
        String type,
        Section section,
        String schema,
        String tag,
        String owner,
        String definition,
        String copy,
        OptionalLong position,
        String file) {

    /** When pg_restore deals with it. */
    public enum Section {
        /** With the object that it belongs to, such as a grant or a comment. */
        NONE,
        PRE_DATA,
        DATA,
        POST_DATA
    }

    /** One whose data's place says nothing. */
    public TocEntry(
            int id,
            String type,
            Section section,
            String schema,
            String tag,
            String owner,
            String definition,
            String copy) {
        this(id, type, section, schema, tag, owner, definition, copy, OptionalLong.empty(), "");
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
