package io.opsconductor.pulse.db.drill.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.Causes;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/** A loader at work in one database; until closed a session of it shows others that it lives. */
public final class LoaderStore implements AutoCloseable {
    private final Database database;
    private final Loader loader;
    private final boolean scratch;
    private Connection session;

    private LoaderStore(Database database, Loader loader, boolean scratch) {
        this.database = database;
        this.loader = loader;
        this.scratch = scratch;
    }

    /**
     * @param database to be filled, with a superuser's login
     * @param scratch true for one that is dropped, and the role's rights in it with it
     * @throws PulseFailure (usage) when that server does not let the role in, or takes it for another one
     */
    public static LoaderStore enter(Database database, Loader loader, boolean scratch) {
        TemporaryRolesStore.execute(
                database,
                "GRANT CONNECT ON DATABASE " + SqlIdentifier.of(database.name()) + " TO "
                        + SqlIdentifier.of(loader.name()));
        LoaderStore entered = new LoaderStore(database, loader, scratch);
        try {
            entered.login();
            return entered;
        } catch (PulseFailure failure) {
            entered.close();
            throw failure;
        }
    }

    private void login() {
        Database own = new Database(loader.login(database.url()));
        String cure =
                "let a role of that name log in by password there (pg_hba.conf), or, if all who own something in the"
                        + " backup and all who can write backups may do on that server what its superuser may, set"
                        + " PULSE_DRILL_TRUST_OWNERS=true";
        try {
            session = own.connect("restore");
            Query.list(session, SqlFile.read("drill/stay"), row -> true);
            String user = Query.one(session, "SELECT current_user", row -> row.getString(1));
            if (!user.equals(loader.name())) {
                throw PulseFailure.usage(
                        "the rows are to be loaded by a role without a superuser's rights, and the server takes "
                                + loader + " for " + user,
                        cure);
            }
        } catch (SQLException e) {
            throw own.failure(e);
        } catch (PulseFailure failure) {
            // Of a full server, or a lost one, the failure itself says what to do.
            boolean refused = Causes.of(failure, SQLException.class)
                    .map(SqlState::of)
                    .anyMatch(Set.of(SqlState.INVALID_PASSWORD, SqlState.INVALID_AUTHORIZATION)::contains);
            throw new PulseFailure(
                    failure.exit(),
                    "the rows are to be loaded by a role without a superuser's rights: " + failure.getMessage(),
                    refused ? cure : failure.remedy(),
                    failure);
        }
    }

    /**
     * Once the tables are there, and before a row is.
     *
     * @throws PulseFailure (failed) when what comes after the rows would call code that cannot be contained
     */
    public void prepare() {
        try (Connection connection = database.connect("restore")) {
            Query.first(
                            connection,
                            SqlFile.read("drill/implicit-casts"),
                            row -> row.getString("function") + " of " + row.getString("owner"))
                    .ifPresent(cast -> {
                        throw PulseFailure.failed(
                                "the backup makes implicit casts by the function " + cast
                                        + ", which is no superuser: a foreign key may call it with a superuser's rights",
                                "give the function to a superuser or drop the cast in the source; or set"
                                        + " PULSE_DRILL_TRUST_OWNERS=true",
                                null);
                    });
            TemporaryRolesStore.execute(
                    database,
                    Query.list(
                            connection,
                            SqlFile.read("drill/rows-rights"),
                            row -> row.getString("statement"),
                            SqlIdentifier.of(loader.name())));
            List<String> lacking = Query.list(
                    connection, SqlFile.read("drill/lacking-checks"), row -> row.getString("quoted"), loader.name());
            TemporaryRolesStore.execute(
                    database,
                    lacking.stream()
                            .map(function ->
                                    "GRANT EXECUTE ON FUNCTION " + function + " TO " + SqlIdentifier.of(loader.name()))
                            .toList());
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Takes the role's rights in this database away, and what code that ran as it may have made there. */
    @Override
    public void close() {
        Stream.of(session).filter(open -> open != null).forEach(open -> {
            try {
                open.close();
            } catch (SQLException e) {
                // The server ends it all the same.
            }
        });
        if (!scratch) {
            TemporaryRolesStore.disown(database, loader.name());
        }
    }
}
