package io.opsconductor.pulse.db.rehearse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.rehearse.Relations.Relation;

/** Reads which relations there are, and where their rows lie. */
final class RelationCatalog {
    private RelationCatalog() {}

    static Relations read(Connection connection) throws SQLException {
        List<Relation> all = Query.list(connection, SqlFile.read("rehearse/relations"), RelationCatalog::relation);
        Map<Long, Long> kept = new HashMap<>();
        if (hasTimescale(connection)) {
            Query.list(
                    connection,
                    SqlFile.read("rehearse/chunk-parents"),
                    row -> kept.put(row.getLong("oid"), row.getLong("parent")));
        }
        return Relations.of(all, kept);
    }

    static boolean hasTimescale(Connection connection) throws SQLException {
        return Query.one(connection, SqlFile.read("rehearse/has-timescale"), row -> row.getBoolean("there"));
    }

    private static Relation relation(ResultSet row) throws SQLException {
        long parent = row.getLong("parent");
        return new Relation(
                row.getLong("oid"),
                row.getString("kind"),
                row.getString("name"),
                row.getLong("file"),
                row.getLong("bytes"),
                parent == 0 ? Optional.empty() : Optional.of(parent),
                row.getBoolean("invalid"));
    }
}
