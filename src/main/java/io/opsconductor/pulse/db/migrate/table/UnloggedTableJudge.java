package io.opsconductor.pulse.db.migrate.table;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.trust.BorrowedRights;

/** Judges unlogged tables. Pure. */
final class UnloggedTableJudge {
    static final String ID = "schema.unlogged";

    private UnloggedTableJudge() {}

    /** One finding for each, or a good one for the database. */
    static List<Finding> judge(String database, List<UnloggedTable> unlogged) {
        Map<String, UnloggedTable> byName = unlogged.stream().collect(toMap(UnloggedTable::name, table -> table));
        return unlogged.isEmpty()
                ? List.of(Finding.ok(ID, database, "0 unlogged", "0 unlogged", "every table is in the write-ahead log"))
                : unlogged.stream().map(table -> finding(table.name(), byName)).toList();
    }

    private static Finding finding(String table, Map<String, UnloggedTable> unlogged) {
        Set<String> visited = new LinkedHashSet<>();
        Set<String> order = new LinkedHashSet<>();
        referencedFirst(table, unlogged, visited, order);
        String statements = order.stream()
                .map(name -> "ALTER TABLE " + name + " SET LOGGED;")
                .collect(joining(" "));
        Optional<String> code = order.stream()
                .map(unlogged::get)
                .filter(Objects::nonNull)
                .flatMap(rewritten -> rewritten.untrustedCode().stream())
                .findFirst();
        return Finding.warning(
                        ID, table, "a crash of the server empties " + table + ", and a standby never has its rows")
                .measured("unlogged")
                .target("logged")
                .cure(code.map(found -> Remedy.text(BorrowedRights.remedy(found, statements)))
                        .orElseGet(() -> Remedy.sql(statements))
                        .note("rewrites the table under a lock that keeps readers and writers out"));
    }

    /** The server refuses SET LOGGED while a table that this one references is unlogged. */
    private static void referencedFirst(
            String table, Map<String, UnloggedTable> unlogged, Set<String> visited, Set<String> order) {
        if (visited.add(table)) {
            Optional.ofNullable(unlogged.get(table))
                    .map(UnloggedTable::referenced)
                    .orElse(List.of())
                    .forEach(other -> referencedFirst(other, unlogged, visited, order));
            order.add(table);
        }
    }
}
