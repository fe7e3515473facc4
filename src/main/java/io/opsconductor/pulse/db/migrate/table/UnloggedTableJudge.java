package io.opsconductor.pulse.db.migrate.table;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/** Judges unlogged tables. Pure. */
final class UnloggedTableJudge {
    static final String ID = "schema.unlogged";

    private UnloggedTableJudge() {}

    /** One finding for each, or a good one for the database. */
    static List<Finding> judge(String database, List<UnloggedTable> unlogged) {
        Map<String, List<String>> references =
                unlogged.stream().collect(toMap(UnloggedTable::name, UnloggedTable::referenced));
        return unlogged.isEmpty()
                ? List.of(Finding.ok(ID, database, "0 unlogged", "0 unlogged", "every table is in the write-ahead log"))
                : unlogged.stream()
                        .map(table -> finding(table.name(), references))
                        .toList();
    }

    private static Finding finding(String table, Map<String, List<String>> references) {
        Set<String> visited = new LinkedHashSet<>();
        Set<String> order = new LinkedHashSet<>();
        referencedFirst(table, references, visited, order);
        String statements = order.stream()
                .map(name -> "ALTER TABLE " + name + " SET LOGGED;")
                .collect(joining(" "));
        return Finding.warning(
                        ID, table, "a crash of the server empties " + table + ", and a standby never has its rows")
                .measured("unlogged")
                .target("logged")
                .cure(Remedy.sql(statements)
                        .note("rewrites the table under a lock that keeps readers and writers out"));
    }

    /** The server refuses SET LOGGED while a table that this one references is unlogged. */
    private static void referencedFirst(
            String table, Map<String, List<String>> references, Set<String> visited, Set<String> order) {
        if (visited.add(table)) {
            references
                    .getOrDefault(table, List.of())
                    .forEach(other -> referencedFirst(other, references, visited, order));
            order.add(table);
        }
    }
}
