package io.opsconductor.pulse.db.drill.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * Lets a role without a superuser's rights change everything in a scratch database, and another one read it all. What a
 * migration touches there calls what others wrote: triggers, policies, expressions. That must run as neither a superuser.
 */
public final class MigratorStore {
    private MigratorStore() {}

    /**
     * @param scratch with a superuser's login
     * @param powerful the server's roles with a superuser's rights; what they own there becomes the migrator's
     * @param acting the role that migrates where the backup comes from, if it is on this server and is not one of those: then
     *     everything is done in its name
     * @param jobs the table of TimescaleDB's jobs; empty where there is none
     */
    public static void admit(
            Database scratch, Loader migrator, Set<String> powerful, Optional<String> acting, Optional<String> jobs) {
        String role = SqlIdentifier.of(migrator.name());
        String database = SqlIdentifier.of(scratch.name());
        Object names = powerful.toArray(String[]::new);
        List<String> statements = new ArrayList<>();
        try (Connection connection = scratch.connect("rehearse")) {
            statements.add("GRANT CONNECT ON DATABASE " + database + " TO " + role);
            statements.addAll(statements(connection, "drill/migrator-memberships", role, names));
            List<String> aggregates = jobs.isPresent()
                    ? Query.list(connection, SqlFile.read("drill/aggregates"), row -> row.getString("quoted"))
                    : List.of();
            statements.addAll(
                    statements(connection, "drill/migrator-ownership", role, names, aggregates.toArray(String[]::new)));
            if (jobs.isPresent()) {
                statements.addAll(statements(connection, "drill/migrator-jobs", jobs.get(), role, names));
            }
        } catch (SQLException e) {
            throw scratch.failure(e);
        }
        statements.add("ALTER DATABASE " + database + " OWNER TO "
                + acting.map(SqlIdentifier::of).orElse(role));
        acting.map(SqlIdentifier::of).ifPresent(name -> {
            statements.add("GRANT " + name + " TO " + role);
            statements.add("ALTER ROLE " + role + " IN DATABASE " + database + " SET role = " + name);
        });
        TemporaryRolesStore.execute(scratch, statements);
    }

    /** Lets a role read every row and every figure, and change nothing. */
    public static void admitReader(Database scratch, Loader reader) {
        TemporaryRolesStore.execute(
                scratch,
                "GRANT CONNECT ON DATABASE " + SqlIdentifier.of(scratch.name()) + " TO "
                        + SqlIdentifier.of(reader.name()),
                "GRANT pg_read_all_data, pg_monitor TO " + SqlIdentifier.of(reader.name()));
    }

    private static List<String> statements(Connection connection, String file, Object... arguments)
            throws SQLException {
        return Query.list(connection, SqlFile.read(file), row -> row.getString("statement"), arguments);
    }
}
