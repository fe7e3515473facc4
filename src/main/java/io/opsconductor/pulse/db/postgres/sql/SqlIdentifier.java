package io.opsconductor.pulse.db.postgres.sql;

/** Names as they stand in the text of a statement. */
public final class SqlIdentifier {
    private SqlIdentifier() {}

    /** Always quoted: a plain name may be a reserved word. */
    public static String of(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The name that stands in the text, quoted or not. */
    public static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }
}
