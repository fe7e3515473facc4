package io.opsconductor.pulse.db.postgres.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.postgresql.PGConnection;

/**
 * Reads a table as pg_dump does: a query is planned, and planning one calls what the table's owner wrote for its indexes,
 * statistics and checks, which may fail or never end. A copy of a table calls nothing but types, and is refused for what is
 * a view.
 */
public final class CopiedTable {
    private CopiedTable() {}

    /**
     * Counts its rows by copying one column to nowhere.
     *
     * @param table quoted, with its schema
     * @param column quoted, as {@code sql/postgres/counted-column.sql} chooses it; empty for a table without one
     */
    public static long rows(Connection connection, String table, Optional<String> column) throws SQLException {
        return rows(connection, table, column, OutputStream.nullOutputStream());
    }

    /**
     * The same for one who looks at the column.
     *
     * @param values takes them in COPY's text format, one a line; throws nothing
     */
    public static long rows(Connection connection, String table, Optional<String> column, OutputStream values)
            throws SQLException {
        String copy = "COPY " + table + column.map(name -> " (" + name + ")").orElse("") + " TO STDOUT";
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, values);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written anywhere", e);
        }
    }
}
