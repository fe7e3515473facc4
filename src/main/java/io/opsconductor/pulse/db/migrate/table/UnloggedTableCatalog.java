package io.opsconductor.pulse.db.migrate.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads from the catalogue which tables are unlogged; needs no rights. */
final class UnloggedTableCatalog {
    private UnloggedTableCatalog() {}

    /** By name. */
    static List<UnloggedTable> read(Database database) {
        return database.read(connection ->
                Query.list(connection, SqlFile.read("migrate/unlogged-tables"), UnloggedTableCatalog::table));
    }

    private static UnloggedTable table(ResultSet row) throws SQLException {
        return new UnloggedTable(
                row.getString("name"), Columns.texts(row, "referenced"), Optional.ofNullable(row.getString("code")));
    }
}
