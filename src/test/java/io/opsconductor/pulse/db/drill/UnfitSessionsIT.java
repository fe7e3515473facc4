package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set for the role that restores, and would let it restore nothing or something else, is named before anything is made. */
class UnfitSessionsIT {
    @TempDir
    Path directory;

    @Postgres
    private TestDatabase source;

    @Postgres
    private TestDatabase target;

    private String role;

    @BeforeEach
    void open() throws Exception {
        role = "restorer_" + source.name();
        source.execute(
                "CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD 'unfit'",
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE kept AS SELECT 1 AS n");
        BackupRoom.take(directory, source);
    }

    @AfterEach
    void close() throws SQLException {
        target.execute("DROP OWNED BY " + role + " CASCADE");
        source.execute("DROP ROLE " + role);
    }

    @ParameterizedTest
    @CsvSource({
        "session_replication_role, replica, calls no ordinary trigger and checks no foreign key for this role",
        "default_transaction_read_only, on, is read-only for this role",
        "array_nulls, off, 'takes NULL in an array for the text of that name, for this role'",
    })
    void what_is_set_for_the_role_is_named_and_the_remedy_lifts_it(String setting, String value, String effect)
            throws Exception {
        source.execute("ALTER ROLE " + role + " SET " + setting + " = " + value);

        try (Database into = as(target)) {
            for (PulseFailure failure : new PulseFailure[] {
                failure(() -> Rehearsal.of(directory).drill(source, login(source))),
                failure(() -> Rehearsal.of(directory).restore(source, into))
            }) {
                assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                assertThat(failure.getMessage())
                        .endsWith(effect + ": " + setting + " = " + value + ", set for role " + role);
                source.execute(failure.remedy().replace("; or use another role", ""));
                source.execute("ALTER ROLE " + role + " SET " + setting + " = " + value);
            }
            source.execute("ALTER ROLE " + role + " RESET ALL");

            assertThat(Rehearsal.of(directory).drill(source, login(source)).matches())
                    .isTrue();
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .isEmpty();
        }
    }

    @Test
    void what_is_set_for_the_database_that_is_filled_counts_and_for_one_beside_a_scratch_database_does_not()
            throws Exception {
        for (TestDatabase database : new TestDatabase[] {source, target}) {
            database.execute("ALTER DATABASE \"" + database.name() + "\" SET session_replication_role = replica");
        }

        assertThat(Rehearsal.of(directory).drill(source, login(source)).matches())
                .isTrue();
        try (Database into = as(target)) {
            assertThat(failure(() -> Rehearsal.of(directory).restore(source, into))
                            .getMessage())
                    .endsWith("set for database " + target.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "transaction, is a pooler in transaction mode",
        "session, 'is a pooler, behind which nothing can be restored'"
    })
    void a_pooler_is_refused_with_what_has_to_be_changed(String mode, String what) {
        try (PgBouncer pooler = new PgBouncer(DevelopmentDatabases.shared().server(), mode)) {
            DatabaseUrl drills = DatabaseUrl.parse(pooler.url(source.name())).from(UrlSource.DRILL_URL);
            PulseFailure drill = failure(() -> Rehearsal.of(directory).drill(source, drills));
            assertThat(drill.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(drill.getMessage()).contains(what);
            assertThat(drill.remedy()).isEqualTo("name the server itself by PULSE_DRILL_URL");
            try (Database into =
                    new Database(DatabaseUrl.parse(pooler.url(target.name())).from(UrlSource.INTO))) {
                assertThat(failure(() -> Rehearsal.of(directory).restore(source, into))
                                .remedy())
                        .isEqualTo("name the server itself by --into");
            }
        }
    }

    /** To trust the owners of what is in the backup helps there, too, and is not what is wrong. */
    @Test
    void a_database_that_takes_no_second_session_is_told_as_that() throws Exception {
        target.execute("ALTER DATABASE " + target.name() + " CONNECTION LIMIT 1");
        try (Database into = new Database(DatabaseUrl.parse(target.url()))) {
            PulseFailure failure = failure(() -> Rehearsal.of(directory).restore(source, into));

            assertThat(failure.remedy()).contains("CONNECTION LIMIT").doesNotContain("TRUST_OWNERS");
        } finally {
            target.execute("ALTER DATABASE " + target.name() + " CONNECTION LIMIT -1");
        }
    }

    private static PulseFailure failure(ThrowingCallable work) {
        return catchThrowableOfType(PulseFailure.class, work);
    }

    private Database as(TestDatabase database) {
        return new Database(login(database));
    }

    private DatabaseUrl login(TestDatabase database) {
        return DatabaseUrl.parse(database.url()).as(role, "unfit");
    }
}
