package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.load.ClosedDatabaseStore;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may enter a database while it is restored and compared exchanges a table for a view between two countings, and the
 * superuser who counts runs what it calls: here the database's owner, who owns nothing in the dump.
 */
class E1ExchangedTableIT {
    private final TestDatabase into = DevelopmentDatabases.shared().postgres();
    private final String owner = "own" + Integer.toHexString(into.name().hashCode());
    private final String other = "oth" + Integer.toHexString(into.name().hashCode());

    @BeforeEach
    void a_database_of_a_lesser_role() throws SQLException {
        into.execute(
                "CREATE ROLE " + owner + " LOGIN PASSWORD 'owner'",
                "CREATE ROLE " + other + " LOGIN PASSWORD 'owner'",
                "ALTER DATABASE " + into.name() + " OWNER TO " + owner,
                "GRANT CONNECT ON DATABASE " + into.name() + " TO " + other + " WITH GRANT OPTION");
    }

    @AfterEach
    void drop() throws SQLException {
        into.close();
        try (TestDatabase any = DevelopmentDatabases.shared().postgres()) {
            any.execute("DROP ROLE " + owner + ", " + other);
        }
    }

    @Test
    void while_it_is_filled_only_superusers_enter_and_afterwards_all_is_as_it_was() throws Exception {
        try (Database database = superusers()) {
            try (ClosedDatabaseStore closed = ClosedDatabaseStore.of(database)) {
                for (String role : new String[] {owner, other}) {
                    assertThatThrownBy(() -> enter(role)).hasMessageContaining("permission denied for database");
                }
                closed.requireAlone();
            }
            for (String role : new String[] {owner, other}) {
                enter(role).close();
            }
            assertThat(HostileOwner.one(
                            into, "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo(owner);
            assertThat(HostileOwner.one(
                            into,
                            "SELECT has_database_privilege('" + other + "', current_database(),"
                                    + " 'CONNECT WITH GRANT OPTION')::text"))
                    .isEqualTo("true");
        }
    }

    @Test
    void what_a_killed_restore_closed_is_opened_again_by_the_next_one() throws Exception {
        try (Database database = superusers()) {
            ClosedDatabaseStore.of(database);

            try (ClosedDatabaseStore closed = ClosedDatabaseStore.of(database)) {
                assertThatThrownBy(() -> enter(owner)).hasMessageContaining("permission denied for database");
                closed.requireAlone();
            }
            for (String role : new String[] {owner, other}) {
                enter(role).close();
            }
            assertThat(
                            HostileOwner.one(
                                    into,
                                    "SELECT datdba::regrole || ' ' || has_database_privilege('" + other
                                            + "', oid, 'CONNECT WITH GRANT OPTION') FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo(owner + " true");
            assertThat(HostileOwner.one(
                            into, "SELECT count(*) FROM pg_db_role_setting WHERE setconfig::text LIKE '%pulse_db%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void a_note_that_the_owner_wrote_is_numbers_or_nothing() throws Exception {
        into.execute(
                "ALTER DATABASE " + into.name() + " SET pulse_db.closed = '10 0; ALTER ROLE " + other + " SUPERUSER'");
        try (Database database = superusers()) {
            ClosedDatabaseStore.of(database).close();
        }
        enter(other).close();
        assertThat(HostileOwner.one(into, "SELECT datdba::regrole FROM pg_database WHERE datname = current_database()"))
                .isEqualTo(owner);
        assertThat(HostileOwner.one(into, "SELECT rolsuper FROM pg_roles WHERE rolname = '" + other + "'"))
                .isEqualTo("f");
    }

    @Test
    void who_is_in_it_already_is_named_and_nothing_is_changed() throws Exception {
        try (Database database = superusers();
                Connection inside = enter(owner)) {
            assertThatThrownBy(() -> ClosedDatabaseStore.of(database))
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                            .isEqualTo(ExitCode.NOT_NOW))
                    .hasMessageContaining("in use by " + owner + " (pid ");
            assertThat(inside.isValid(5)).isTrue();
            enter(other).close();
        }
    }

    @Test
    void a_session_that_is_ending_is_waited_for() throws Exception {
        try (Database database = superusers();
                Connection ending = enter(owner)) {
            Thread end = new Thread(() -> {
                try {
                    Thread.sleep(1500);
                    ending.close();
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            end.start();
            try (ClosedDatabaseStore closed = ClosedDatabaseStore.of(database)) {
                closed.requireAlone();
            }
            end.join();
        }
    }

    private Database superusers() {
        return new Database(DatabaseUrl.parse(into.url()));
    }

    private Connection enter(String role) {
        return new Database(DatabaseUrl.parse(into.url()).as(role, "owner")).connect("attack");
    }
}
