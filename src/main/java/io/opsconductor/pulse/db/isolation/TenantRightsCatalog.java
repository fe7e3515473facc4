package io.opsconductor.pulse.db.isolation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads from PostgreSQL's catalogues which rights lead past policies. */
final class TenantRightsCatalog {
    private TenantRightsCatalog() {}

    /** @param column the column that says whose a row is */
    static TenantRights read(Database database, String column) {
        return database.read(connection -> new TenantRights(
                children(connection, column),
                Query.list(
                        connection,
                        SqlFile.read("isolation/passers"),
                        row -> new TenantRights.Passer(
                                row.getString("role"),
                                Optional.ofNullable(row.getString("named")),
                                row.getBoolean("administers"),
                                row.getBoolean("writes"),
                                TenantRights.PassingWay.valueOf(row.getString("way")),
                                Optional.ofNullable(row.getString("granted")),
                                Columns.texts(row, "taking"))),
                Query.list(
                        connection,
                        SqlFile.read("isolation/definer-functions"),
                        row -> new TenantRights.DefinerFunction(row.getString("signature"), row.getString("owner"))),
                Query.list(
                        connection,
                        SqlFile.read("isolation/table-rights"),
                        row -> new TenantRights.TableRight(
                                row.getString("grantee"),
                                row.getString("privilege"),
                                Columns.texts(row, "identifiers")),
                        column),
                Query.list(
                        connection,
                        SqlFile.read("isolation/rows-of-tenants"),
                        row -> new TenantRights.UnmarkedTable(
                                name(row), row.getString("identifier"), Columns.texts(row, "grantees")),
                        column,
                        column),
                Query.list(
                        connection,
                        SqlFile.read("isolation/owners"),
                        row -> new TenantRights.PassingOwner(
                                row.getString("role"),
                                Optional.ofNullable(row.getString("used")),
                                row.getBoolean("written"),
                                row.getBoolean("above"),
                                Columns.texts(row, "identifiers")),
                        column)));
    }

    static List<TenantRights.OpenChildren> children(Database database, String column) {
        return database.read(connection -> children(connection, column));
    }

    private static List<TenantRights.OpenChildren> children(Connection connection, String column) throws SQLException {
        return Query.list(
                connection,
                SqlFile.read("isolation/open-children"),
                row -> new TenantRights.OpenChildren(
                        name(row), Columns.texts(row, "identifiers"), Columns.texts(row, "grantees")),
                column);
    }

    private static String name(ResultSet row) throws SQLException {
        return IsolationCatalog.name(row.getString("schema_name"), row.getString("table_name"));
    }
}
