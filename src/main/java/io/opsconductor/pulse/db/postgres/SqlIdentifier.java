package io.opsconductor.pulse.db.postgres;

/** Names as they stand in the text of a statement. */
public final class SqlIdentifier {
    private SqlIdentifier() {}

    /** Always quoted: a plain name may be a reserved word. */
    public static String of(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
