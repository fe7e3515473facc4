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

    /** Of materialized views; the rest is still to be read. */
    record Views(Map<String, Rows> rows, Map<String, String> unfilled) {}

    /** @param filled what became of each the first time */
    static Views views(Database database, ArchiveToc toc, HeldFunctionsStore functions, Filled filled)
            throws InterruptedException {
        Map<String, Rows> views = new HashMap<>();
        Filled again = ViewsStore.again(database, toc, functions);
        again.rows().forEach((view, rows) -> {
            if (filled.rows().containsKey(view)) {
                views.put(view, new Rows(filled.rows().get(view), rows));
            }
        });
        Map<String, String> unfilled = new HashMap<>(again.failed());
        unfilled.putAll(filled.failed());
        return new Views(views, unfilled);
    }

    static Recomputed read(Connection connection, ArchiveToc toc, Views views, Filled filled) throws SQLException {
        return new Recomputed(
                sequences(connection, toc),
                views.rows(),
                views.unfilled(),
                filled.outside(),
                Query.list(connection, SqlFile.read("drill/invalid-indexes"), row -> row.getString("quoted")));
    }

    private static Map<String, Value> sequences(Connection connection, ArchiveToc toc) throws SQLException {
        List<TocEntry> set =
                toc.entries().stream().filter(entry -> entry.is("SEQUENCE SET")).toList();
        Map<Integer, String> found = Query.map(
                connection,
                SqlFile.read("drill/sequences"),
                row -> row.getInt("place"),
                row -> row.getString("quoted"),
                set.stream().map(TocEntry::schema).toArray(String[]::new),
                set.stream().map(TocEntry::tag).toArray(String[]::new));
        Map<String, Value> values = new HashMap<>();
        for (Map.Entry<Integer, String> sequence : found.entrySet()) {
            values.put(
                    Recomputed.name(set.get(sequence.getKey() - 1)),
                    Query.one(
                            connection,
                            "SELECT last_value, is_called FROM " + sequence.getValue(),
                            row -> new Value(row.getLong("last_value"), row.getBoolean("is_called"))));
        }
        return values;
    }
}
