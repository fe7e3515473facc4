package io.opsconductor.pulse.db.drill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.ImposedSettingCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.trust.PowerfulRolesCatalog;

/** Reads what matters of a server before anything is restored there, and what a database holds before it is filled. */
final class ServerCatalog {
    private ServerCatalog() {}

    /** @throws PulseFailure (usage) when nothing can be restored there by this role, because of what is set for it */
    static ServerFacts read(Database server) {
        return server.read("drill", connection -> {
            refuse(server, ImposedSettingCatalog.unfitForScratch(connection));
            return Query.one(connection, SqlFile.read("drill/server"), row -> facts(connection, row));
        });
    }

    private static ServerFacts facts(Connection connection, ResultSet row) throws SQLException {
        return new ServerFacts(
                row.getString("role_name"),
                row.getString("server_version").split(" ")[0],
                row.getBoolean("may_identify") ? identifier(connection) : Optional.empty(),
                Set.copyOf(texts(connection, "drill/roles")),
                PowerfulRolesCatalog.read(connection),
                Set.copyOf(texts(connection, "drill/engaged-roles")),
                new LinkedHashSet<>(texts(connection, "drill/timescale-versions")),
                row.getBoolean("may_create_database"),
                row.getBoolean("may_create_role"),
                row.getBoolean("superuser"),
                row.getBoolean("reaches_host"));
    }

    /** @throws PulseFailure (usage) when nothing can be restored into it by this role, because of what is set for it */
    static void requireFit(Database into) {
        refuse(into, into.read("restore", ImposedSettingCatalog::unfitToFill));
    }

    private static void refuse(Database database, List<ImposedSetting> unfit) {
        unfit.stream().findFirst().ifPresent(limit -> {
            throw limit.refusal(database.url().redacted());
        });
    }

    /** Empty when the server cannot be asked just now: the cluster's number is for comparison only. */
    static Optional<String> identifierOf(Database server) {
        try (Connection connection = server.connect("drill")) {
            return identifier(connection);
        } catch (SQLException | PulseFailure e) {
            return Optional.empty();
        }
    }

    private static Optional<String> identifier(Connection connection) throws SQLException {
        return Query.first(connection, SqlFile.read("drill/identifier"), row -> row.getString(1));
    }

    /** A few of the objects that keep a database from being empty. */
    static List<String> occupants(Database database) {
        return database.read("restore", connection -> texts(connection, "drill/occupants"));
    }

    /** Empty unless a restore into this database was killed. */
    static Optional<String> ownerBeforeKill(Database database) {
        return database.read("restore", connection -> texts(connection, "drill/killed-restore")).stream()
                .findFirst();
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        return Query.list(connection, SqlFile.read(query), row -> row.getString(1));
    }
}
