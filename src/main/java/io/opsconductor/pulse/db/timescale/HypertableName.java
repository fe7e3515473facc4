package io.opsconductor.pulse.db.timescale;

import java.util.regex.Pattern;

/** The name of a table, as it stands in the catalogue: unquoted, with capitals, dots, spaces and quotes as they are. */
record HypertableName(String schema, String table) {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern UNCLEAR = Pattern.compile("[.\"\\p{Cntrl}]|^\\s|\\s$|^$");

    /** For people, on one line: the schema only outside {@code public}, quotes only where a name would be unclear. */
    String text() {
        return schema.equals("public") ? shown(table) : shown(schema) + "." + shown(table);
    }

    /** As a configuration key would name it. */
    String key() {
        return CONTROL.matcher(schema.equals("public") ? table : schema + "." + table)
                .replaceAll("?");
    }

    /** True when a configuration key may mean this table; {@code a.b} may be a table in a schema, or a name with a dot. */
    boolean isCalled(String declared) {
        return declared.equals(text())
                || declared.equals(schema + "." + table)
                || (schema.equals("public") && declared.equals(table));
    }

    /** To be pasted where SQL wants a table: always quoted, since a plain name may be a reserved word. */
    String identifier() {
        String quoted = quoted(table);
        return schema.equals("public") ? quoted : quoted(schema) + "." + quoted;
    }

    /** To be pasted where a function wants a regclass: a string that holds the name, quoted where it has to be. */
    String literal() {
        String name = schema.equals("public") ? folded(table) : folded(schema) + "." + folded(table);
        String escaped = name.replace("'", "''");
        if (!CONTROL.matcher(name).find()) {
            return "'" + escaped + "'";
        }
        String codes = CONTROL.matcher(escaped.replace("\\", "\\\\"))
                .replaceAll(
                        found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
        return "E'" + codes + "'";
    }

    private static String shown(String name) {
        String visible = CONTROL.matcher(name).replaceAll("?");
        return UNCLEAR.matcher(name).find() ? quoted(visible) : visible;
    }

    private static String folded(String name) {
        return PLAIN.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
