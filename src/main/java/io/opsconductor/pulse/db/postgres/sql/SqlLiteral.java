package io.opsconductor.pulse.db.postgres.sql;

/** Values as they stand in the text of a statement, for where a parameter cannot stand. */
public final class SqlLiteral {
    private SqlLiteral() {}

    /**
     * Means the same whether {@code standard_conforming_strings} is on or off.
     *
     * @param text null for NULL
     */
    public static String of(String text) {
        if (text == null) {
            return "NULL";
        }
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
    }
}
