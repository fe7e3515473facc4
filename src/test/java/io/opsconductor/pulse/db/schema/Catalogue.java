package io.opsconductor.pulse.db.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database's catalogues show of the schema public, and how many rows its tables hold: {@code column
 * device_state.status} is {@code text not null = 'OFFLINE'::text}. Keys and values are those of contract.json.
 */
record Catalogue(SortedMap<String, String> entries) {
    /** The queries, in src/test/resources/schema; each gives a key and a value. */
    static final String SCHEMA = "catalogue.sql";

    static final String ROWS = "catalogue-rows.sql";
    /** From 004 on, which makes the roles; before, a server shared with others may have them or not. */
    static final String ROLES = "catalogue-roles.sql";
    /** From 020 on, which makes the extension. */
    static final String TIMESCALE = "catalogue-timescale.sql";

    /** The whole, once all files are applied. */
    static Catalogue read(Connection connection) throws SQLException {
        SortedMap<String, String> entries = new TreeMap<>();
        for (String query : List.of(SCHEMA, ROLES, TIMESCALE, ROWS)) {
            try (Statement statement = connection.createStatement()) {
                boolean isResult = statement.execute(SchemaResource.text(query));
                while (!isResult) {
                    isResult = statement.getMoreResults();
                }
                ResultSet result = statement.getResultSet();
                while (result.next()) {
                    entries.put(result.getString("key"), result.getString("value"));
                }
            }
        }
        return new Catalogue(entries);
    }
}
