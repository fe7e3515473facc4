package io.opsconductor.pulse.db.backup.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.script.PsqlConnect;
import io.opsconductor.pulse.db.backup.script.SqlWords;

/** Picks {@link Contents} out of the script that pg_restore makes of an archive, while its rows are counted. */
final class ArchiveContents {
    private static final String BLOCKER = "CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON ";

    private final CatalogueRows catalogue = new CatalogueRows();
    private final ArchiveRoles roles = new ArchiveRoles();
    private final Set<String> tables = new HashSet<>();
    private final Set<String> blocked = new HashSet<>();
    private final Set<String> databases = new TreeSet<>();
    private boolean trigger;

    void entry(ArchiveEntry entry) {
        roles.entry(entry);
        trigger = entry.type().equals("TRIGGER");
        if (entry.isTable()) {
            tables.add(SqlWords.table(entry.schema(), entry.name()));
        } else if (entry.type().equals("DATABASE")) {
            databases.add(entry.name());
        }
    }

    /** @param line one of psql's own commands */
    void command(String line) {
        PsqlConnect.database(line).ifPresent(databases::add);
    }

    void statement(Supplier<String> text) {
        if (roles.wants()) {
            roles.statement(text.get());
        } else if (trigger) {
            blocked(text.get());
        }
    }

    /** {@code CREATE TRIGGER ts_insert_blocker BEFORE INSERT ON table …}: no row may go into the hypertable itself. */
    private void blocked(String statement) {
        if (statement.startsWith(BLOCKER)) {
            List<String> words = SqlWords.of(statement.substring(BLOCKER.length()), "FOR");
            words.stream().findFirst().map(SqlWords::unquotedTable).ifPresent(blocked::add);
        }
    }

    /** Takes in what another part of the same script names; not its rows. */
    void add(ArchiveContents part) {
        roles.add(part.roles);
        tables.addAll(part.tables);
        blocked.addAll(part.blocked);
        databases.addAll(part.databases);
    }

    /** The databases that the script itself names. */
    Set<String> databases() {
        return databases;
    }

    Optional<String> timescaleVersion() {
        return catalogue.timescaleVersion();
    }

    HypertableFacts hypertables() {
        return new HypertableFacts(blocked, catalogue.hypertableTables(), catalogue.chunkTables(), tables);
    }

    /** Whether the rows of a table are to be handed over. */
    boolean wants(String table) {
        return CatalogueRows.isRead(table);
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
