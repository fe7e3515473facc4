package io.opsconductor.pulse.db.backup.archive;

import java.util.Optional;

/**
 * One entry of a dump's table of contents, as the comment before it says.
 *
 * @param name as the server has it, a line break in it shown as a space
 * @param type such as {@code TABLE}, {@code TABLE DATA}, {@code ACL}
 * @param schema {@code -} for what is in none
 * @param owner unquoted; empty for what has none
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/pg_dump/pg_backup_archiver.c">
 *     _printTocEntry</a>
 */
record ArchiveEntry(String name, String type, String schema, Optional<String> owner) {
    private static final String NAME = "-- Name: ";
    private static final String DATA = "-- Data for Name: ";
    private static final String TYPE = "; Type: ";
    private static final String SCHEMA = "; Schema: ";
    private static final String OWNER = "; Owner: ";
    private static final String ROWS = "TABLE DATA";
    private static final String TABLESPACE = "; Tablespace: ";

    /**
     * From the end, for a name may hold what looks like the rest. A schema may as well, and so pose as another type: what
     * is announced as data holds rows, whatever type it seems to have.
     *
     * @return empty for a comment that announces nothing
     */
    static Optional<ArchiveEntry> read(String comment) {
        String prefix = comment.startsWith(NAME) ? NAME : DATA;
        if (!comment.startsWith(prefix)) {
            return Optional.empty();
        }
        int owner = comment.lastIndexOf(OWNER);
        int schema = owner < 0 ? -1 : comment.lastIndexOf(SCHEMA, owner);
        int type = schema < 0 ? -1 : comment.lastIndexOf(TYPE, schema);
        if (type < prefix.length()) {
            return Optional.empty();
        }
        String rest = comment.substring(owner + OWNER.length());
        int tablespace = rest.indexOf(TABLESPACE);
        String owned = tablespace < 0 ? rest : rest.substring(0, tablespace);
        return Optional.of(new ArchiveEntry(
                comment.substring(prefix.length(), type),
                prefix.equals(DATA) && comment.indexOf(TYPE) < type
                        ? ROWS
                        : comment.substring(type + TYPE.length(), schema),
                comment.substring(schema + SCHEMA.length(), owner),
                Optional.of(owned).filter(text -> !text.isBlank() && !text.equals("-"))));
    }

    boolean isTable() {
        return type.equals("TABLE");
    }

    boolean isTableData() {
        return type.equals(ROWS);
    }
}
