package io.opsconductor.pulse.db.rehearse;

import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.CopiedTable;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.rehearse.Relations.Relation;

/** Counts the rows of tables, those of chunks, partitions and compressed batches as their hypertable's or parent's. */
final class RowCountCatalog {
    private RowCountCatalog() {}

    /**
     * @param copied the column that is copied, quoted; empty for a table without one
     * @param batches the column with the number of rows that each compressed one stands for; empty for a table that lacks it
     */
    private record Part(long number, String quoted, Optional<String> copied, Optional<String> batches) {}

    /**
     * The rows of whole tables, those of their chunks, partitions and compressed batches among them.
     *
     * @param whole the server's numbers of the tables that are asked for
     * @return by that number; a table without rows is not in it
     */
    static Map<Long, Long> read(Connection connection, Relations relations, Set<Long> whole) throws SQLException {
        Map<Long, Long> rows = new HashMap<>();
        for (Part part : Query.list(connection, SqlFile.read("rehearse/rows"), RowCountCatalog::part)) {
            Optional<Long> table =
                    relations.get(part.number()).map(relations::whole).map(Relation::number);
            if (table.filter(whole::contains).isPresent()) {
                rows.merge(table.get(), count(connection, part, relations.isCompressed(part.number())), Long::sum);
            }
        }
        return rows;
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(
                row.getLong("oid"),
                row.getString("quoted"),
                Optional.ofNullable(row.getString("copied")),
                Optional.ofNullable(row.getString("batches")));
    }

    private static long count(Connection connection, Part part, boolean compressed) throws SQLException {
        if (!compressed || part.batches().isEmpty()) {
            return CopiedTable.rows(connection, part.quoted(), part.copied());
        }
        Sum sum = new Sum();
        CopiedTable.rows(connection, part.quoted(), part.batches(), sum);
        return sum.total();
    }

    /** Adds up whole numbers of 0 or more, one a line; an empty value, which is {@code \N}, counts as none. */
    static final class Sum extends OutputStream {
        private static final int BASE = 10;

        private long total;
        private long number;

        @Override
        public void write(int value) {
            if (value == '\n') {
                total += number;
                number = 0;
            } else if (value >= '0' && value <= '9') {
                number = number * BASE + (value - '0');
            }
        }

        long total() {
            return total;
        }
    }
}
