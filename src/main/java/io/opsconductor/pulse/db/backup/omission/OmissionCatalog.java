package io.opsconductor.pulse.db.backup.omission;

import java.util.List;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads from the catalogue what pg_dump leaves out; needs no rights. */
final class OmissionCatalog {
    private OmissionCatalog() {}

    /** By extension and name. */
    static List<Member> members(Database database) {
        return database.read(connection -> Query.list(
                connection,
                SqlFile.read("backup/members"),
                row -> new Member(
                        row.getString("extension"),
                        row.getString("identifier"),
                        row.getString("word"),
                        row.getBoolean("by_hand"))));
    }

    /** Oids of roles whose names are no text here. */
    static List<Long> unreadableRoles(Database database) {
        return database.read(connection ->
                Query.list(connection, SqlFile.read("backup/unreadable-roles"), row -> row.getLong("oid")));
    }

    /** Unlogged tables, quoted, with their schema. */
    static List<String> unlogged(Database database) {
        return database.read(connection ->
                Query.list(connection, SqlFile.read("backup/unlogged"), row -> row.getString("identifier")));
    }
}
