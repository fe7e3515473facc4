package io.opsconductor.pulse.db.drill.compare;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.drill.compare.Recomputed.Rows;
import io.opsconductor.pulse.db.drill.compare.Recomputed.Value;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Looks at what the restore of an archive computed. */
final class RecomputedCatalog {
    private RecomputedCatalog() {}

    /** @param filled the rows that each got when it was filled the first time */
    static Map<String, Rows> views(
            Database database, ArchiveToc toc, HeldFunctionsStore functions, Map<String, Long> filled)
            throws InterruptedException {
        Map<String, Rows> views = new HashMap<>();
        ViewsStore.again(database, toc, functions).forEach((view, rows) -> {
            if (filled.containsKey(view)) {
                views.put(view, new Rows(filled.get(view), rows));
            }
        });
        return views;
    }

    static Recomputed read(Connection connection, ArchiveToc toc, Map<String, Rows> views) throws SQLException {
        return new Recomputed(
                sequences(connection, toc),
                views,
                Query.list(connection, SqlFile.read("drill/invalid-indexes"), row -> row.getString("quoted")));
    }

    private static Map<String, Value> sequences(Connection connection, ArchiveToc toc) throws SQLException {
        List<TocEntry> set =
                toc.entries().stream().filter(entry -> entry.is("SEQUENCE SET")).toList();
        Map<Integer, String> found = new HashMap<>();
        Query.list(
                connection,
                SqlFile.read("drill/sequences"),
                row -> found.put(row.getInt("place"), row.getString("quoted")),
                set.stream().map(TocEntry::schema).toArray(String[]::new),
                set.stream().map(TocEntry::tag).toArray(String[]::new));
        Map<String, Value> values = new HashMap<>();
        for (Map.Entry<Integer, String> sequence : found.entrySet()) {
            values.put(
                    Recomputed.name(set.get(sequence.getKey() - 1)),
                    Query.first(
                                    connection,
                                    "SELECT last_value, is_called FROM " + sequence.getValue(),
                                    row -> new Value(row.getLong("last_value"), row.getBoolean("is_called")))
                            .orElseThrow());
        }
        return values;
    }
}
