package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Files that lift forced row security, to see every row as the owner, put it back. */
class ForcedRowSecurityIT {

    private static final List<String> LIFTING =
            List.of("011", "018", "036a", "038", "040", "055", "057", "070", "074", "078", "083", "098");

    @Test
    void a_file_leaves_row_security_forced_where_it_was() throws Exception {
        try (var database = SchemaDatabase.before(LIFTING.get(0))) {
            for (String version : LIFTING) {
                String before = MigrationFiles.before(version);
                database.apply(before);
                List<String> forced = forcedTables(database);

                database.apply(version);

                assertThat(forcedTables(database)).as(version).isEqualTo(forced).isNotEmpty();
            }
        }
    }

    private static List<String> forcedTables(SchemaDatabase database) throws Exception {
        return database.rows("SELECT oid::regclass FROM pg_class WHERE relforcerowsecurity ORDER BY relname");
    }
}
