package io.opsconductor.pulse.db.timescale.aggregate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads which sources of continuous aggregates do not tell of all their changes; asked only where there is an aggregate. */
final class UntoldChangesCatalog extends TimescaleCatalog<List<UntoldChanges>> {
    @Override
    public List<UntoldChanges> facts(Connection connection) throws SQLException {
        return Query.list(connection, SqlFile.read("timescale/untold-changes"), UntoldChangesCatalog::untold);
    }

    private static UntoldChanges untold(ResultSet row) throws SQLException {
        return new UntoldChanges(
                new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                row.getInt("id"),
                names(row),
                row.getBoolean("root"),
                row.getLong("chunks"),
                row.getString("function_schema"),
                row.getBoolean("by_slot"));
    }

    private static List<HypertableName> names(ResultSet row) throws SQLException {
        List<String> schemas = Columns.texts(row, "view_schemas");
        List<String> views = Columns.texts(row, "views");
        return IntStream.range(0, views.size())
                .mapToObj(at -> new HypertableName(schemas.get(at), views.get(at)))
                .toList();
    }
}
