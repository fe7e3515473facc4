package io.opsconductor.pulse.db.postgres.trust;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads which roles of a server have a superuser's rights, be it by a membership or by its files and programs. */
public final class PowerfulRolesCatalog {
    private PowerfulRolesCatalog() {}

    public static Set<String> read(Connection connection) throws SQLException {
        return Set.copyOf(Query.list(connection, SqlFile.read("postgres/powerful-roles"), row -> row.getString(1)));
    }
}
