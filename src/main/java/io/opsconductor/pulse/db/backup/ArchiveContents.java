package io.opsconductor.pulse.db.backup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Picks {@link Contents} out of the script that pg_restore makes of an archive, while its rows are counted. */
final class ArchiveContents {
    private final CatalogueRows catalogue = new CatalogueRows();
    private final ArchiveRoles roles = new ArchiveRoles();

    /** @param line outside the data of tables */
    void sql(String line) {
        roles.line(line);
    }

    /** Whether the rows of a table are to be handed over. */
    boolean wants(String table) {
        return CatalogueRows.TABLES.contains(table);
    }

    /**
     * @param copy the statement that begins the table's data
     * @param line one row in COPY's text format
     */
    void row(String table, String copy, String line) {
        List<String> columns = columns(copy);
        String[] fields = line.split("\t", -1);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), fields.length); i++) {
            row.put(columns.get(i), value(fields[i]));
        }
        catalogue.add(table, row);
    }

    Contents contents() {
        catalogue.jobOwners().forEach(roles::add);
        return catalogue.contents(roles.roles());
    }

    /** The catalogue's columns have plain names, some of which are SQL's own words and therefore quoted. */
    private static List<String> columns(String copy) {
        String list = copy.substring(copy.indexOf('(') + 1, copy.lastIndexOf(')'));
        List<String> columns = new ArrayList<>();
        for (String column : list.split(", ")) {
            columns.add(column.replace("\"", ""));
        }
        return columns;
    }

    /** @see <a href="https://www.postgresql.org/docs/17/sql-copy.html">COPY's text format</a> */
    private static String value(String field) {
        if (field.equals("\\N")) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            value.append(c == '\\' && i + 1 < field.length() ? unescaped(field.charAt(++i)) : c);
        }
        return value.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\013';
            default -> c;
        };
    }
}
