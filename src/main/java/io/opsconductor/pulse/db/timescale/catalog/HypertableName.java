package io.opsconductor.pulse.db.timescale.catalog;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.config.Spelling;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/** The name of a table, as it stands in the catalogue: unquoted, with capitals, dots, spaces and quotes as they are. */
public record HypertableName(String schema, String table) {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern UNCLEAR = Pattern.compile("[.\"]|^\\s|\\s$|^$");

    /** For people, on one line: the schema only outside {@code public}, quotes only where a name would be unclear. */
    public String text() {
        return schema.equals("public") ? shown(table) : shown(schema) + "." + shown(table);
    }

    /** As a configuration key names it and no other table, with every character that it has. */
    public String key() {
        String raw = schema + "." + table;
        return PlainText.isVisible(raw) ? text() : schema.equals("public") ? table : raw;
    }

    /** True when a configuration key may mean this table; {@code a.b} may be a table in a schema, or a name with a dot. */
    public boolean isCalled(String declared) {
        return declared.equals(text())
                || declared.equals(schema + "." + table)
                || (schema.equals("public") && declared.equals(table));
    }

    /** True when a name that an environment variable spells may mean this table. */
    public boolean isSpelt(String name) {
        String spelling = spelling(name);
        return spelling.equals(spelling(schema + "." + table))
                || (schema.equals("public") && spelling.equals(spelling(table)));
    }

    /** What an environment variable leaves of a name: capitals, digits, and one {@code _} for whatever is between them. */
    public static String spelling(String name) {
        return Spelling.variable(name);
    }

    /** Where SQL wants a table: with its schema, whatever the search path is, and quoted, for it may be a reserved word. */
    public String identifier() {
        return schemaName(schema) + "." + SqlIdentifier.of(table);
    }

    /** Where a function wants a regclass: with its schema, whatever the search path is. */
    public String literal() {
        return text(folded(schema) + "." + folded(table)) + "::regclass";
    }

    /** On one line: what cannot be seen by its code. */
    private static String text(String name) {
        if (PlainText.isVisible(name)) {
            return SqlLiteral.of(name);
        }
        return name.replace("'", "''")
                .replace("\\", "\\\\")
                .codePoints()
                .mapToObj(Character::toString)
                .map(one -> PlainText.isVisible(one)
                        ? one
                        : String.format(one.charAt(0) < 128 ? "\\x%02x" : "\\U%08x", one.codePointAt(0)))
                .collect(Collectors.joining("", "E'", "'"));
    }

    /** A schema as it stands before a dot; {@code public} is no reserved word and reads better bare. */
    public static String schemaName(String schema) {
        return schema.equals("public") ? schema : SqlIdentifier.of(schema);
    }

    static String shown(String name) {
        String visible = PlainText.visible(name);
        return !visible.equals(name) || UNCLEAR.matcher(name).find() ? SqlIdentifier.of(visible) : visible;
    }

    private static String folded(String name) {
        return PLAIN.matcher(name).matches() ? name : SqlIdentifier.of(name);
    }
}
