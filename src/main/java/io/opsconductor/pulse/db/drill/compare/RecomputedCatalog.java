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

    static Recomputed read(Database database, ArchiveToc toc, HeldFunctionsStore functions)
            throws InterruptedException {
        try (Connection connection = database.connect("compare")) {
            Map<String, Rows> views = new HashMap<>();
            ViewsStore.again(connection, toc, functions)
                    .forEach((view, rows) -> views.put(view, new Rows(rows[0], rows[1])));
            return new Recomputed(
                    sequences(connection, toc),
                    views,
                    Query.list(connection, SqlFile.read("drill/invalid-indexes"), row -> row.getString("quoted")));
        } catch (SQLException e) {
            throw functions.called(e).orElseGet(() -> database.failure(e));
        }
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
