package io.opsconductor.pulse.db.timescale.promise;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.extension.TimescaleCatalog;

/** Reads what stands at declared names, hypertable or not; works where the extension is missing. */
final class RelationCatalog extends TimescaleCatalog<List<Relation>> {
    private final List<String> declared;

    /** @param declared the names to look for */
    RelationCatalog(List<String> declared) {
        this.declared = List.copyOf(declared);
    }

    @Override
    public List<Relation> facts(Connection connection) throws SQLException {
        Array names = connection.createArrayOf("text", declared.toArray());
        return Query.list(
                connection,
                SqlFile.read("timescale/relations"),
                row -> new Relation(
                        new HypertableName(row.getString("schema_name"), row.getString("table_name")),
                        row.getBoolean("is_table"),
                        Optional.ofNullable(row.getString("time_column")),
                        Optional.ofNullable(row.getString("stranger"))),
                names);
    }
}
