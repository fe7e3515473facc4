package io.opsconductor.pulse.db.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.migrate.file.SqlToken;
import io.opsconductor.pulse.db.migrate.file.SqlToken.Kind;

/**
 * A column's type as written in its definition.
 *
 * @param name in lower case, the same for all spellings of a built-in type, such as {@code varchar}
 * @param modifiers the numbers in parentheses: a length, or precision and scale; empty when there are none
 */
record ColumnType(String name, List<Integer> modifiers) {
    private static final Set<String> AFTER_TYPE = Set.of(
            "NOT",
            "NULL",
            "DEFAULT",
            "CHECK",
            "REFERENCES",
            "PRIMARY",
            "UNIQUE",
            "CONSTRAINT",
            "GENERATED",
            "COLLATE",
            "USING",
            "STORAGE",
            "COMPRESSION",
            "CASCADE",
            "RESTRICT");
    private static final Map<String, String> SPELLINGS = Map.of(
            "character varying", "varchar",
            "decimal", "numeric",
            "int", "integer",
            "int4", "integer",
            "int8", "bigint",
            "int2", "smallint",
            "bool", "boolean",
            "timestamp with time zone", "timestamptz");

    /** @param definition what follows the column's name */
    static ColumnType of(List<SqlToken> definition) {
        StringBuilder name = new StringBuilder();
        List<Integer> modifiers = new ArrayList<>();
        for (SqlToken token : definition) {
            if (token.kind() == Kind.WORD && AFTER_TYPE.contains(token.text().toUpperCase(Locale.ROOT))
                    || token.is(";")) {
                break;
            } else if (token.kind() == Kind.NUMBER && token.text().matches("\\d{1,9}")) {
                modifiers.add(Integer.parseInt(token.text()));
            } else if (token.isName()) {
                name.append(name.length() == 0 || name.charAt(name.length() - 1) == '.' ? "" : " ")
                        .append(token.name());
            } else if (!token.is("(") && !token.is(")") && !token.is(",")) {
                name.append(token.text());
            }
        }
        return new ColumnType(SPELLINGS.getOrDefault(name.toString(), name.toString()), List.copyOf(modifiers));
    }

    /**
     * True when every old value is also one of the new type, byte by byte, so that PostgreSQL leaves the rows alone.
     *
     * @see <a href="https://www.postgresql.org/docs/17/sql-altertable.html">ALTER TABLE, notes</a>
     */
    boolean becomesWithoutRewrite(ColumnType wanted) {
        boolean text = Set.of("varchar", "text").contains(name) && wanted.name.equals("text")
                || name.equals("text") && wanted.equals(new ColumnType("varchar", List.of()));
        boolean wider = name.equals(wanted.name)
                && Set.of("varchar", "numeric").contains(name)
                && (wanted.modifiers.isEmpty() || !modifiers.isEmpty() && fits(wanted));
        return equals(wanted) || text || wider || name.equals("cidr") && wanted.name.equals("inet");
    }

    /** A longer text; a number with more digits before the point, since another scale rounds. */
    private boolean fits(ColumnType wanted) {
        return modifiers.get(0) <= wanted.modifiers.get(0)
                && modifiers.subList(1, modifiers.size()).equals(wanted.modifiers.subList(1, wanted.modifiers.size()));
    }

    String text() {
        String list = String.join(
                ",", modifiers.stream().map(number -> Integer.toString(number)).toList());
        return modifiers.isEmpty() ? name : name + "(" + list + ")";
    }
}
