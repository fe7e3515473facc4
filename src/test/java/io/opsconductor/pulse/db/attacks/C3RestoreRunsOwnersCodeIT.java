package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.Rehearsal;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * C3, M2 and M5 of the security review: an owner of tables hides code in whatever PostgreSQL calls while a backup is
 * restored; it makes a superuser of its own wherever it runs with a superuser's rights.
 */
class C3RestoreRunsOwnersCodeIT extends HostileOwner {
    @BeforeEach
    void an_owner_with_ideas() throws Exception {
        begin("c3-owners-code.sql");
        source.execute("ALTER EVENT TRIGGER " + mallory + "_ev ENABLE");
        BackupRoom.take(directory, source);
    }

    @AfterEach
    void drop() throws SQLException {
        source.execute("DROP EVENT TRIGGER IF EXISTS " + mallory + "_ev");
        end();
    }

    @Test
    void a_drill_and_a_restore_run_no_owners_code_as_a_superuser_and_leave_no_role_behind(@Postgres TestDatabase empty)
            throws Exception {
        List<String> before = roles();
        assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();
        assertThat(Rehearsal.of(directory).withJobs(3).drill(source).differences())
                .isEmpty();
        assertThat(roles()).isEqualTo(before);

        try (Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .isEmpty();
            assertThat(roles()).isEqualTo(before);
            assertThat(one(empty, "SELECT count(*) FROM pg_event_trigger WHERE evtname LIKE '%\\_ev'"))
                    .as("is there, and was made last")
                    .isEqualTo("1");
            assertThat(one(empty, "SELECT proacl::text FROM pg_proc WHERE proname = 'priv'"))
                    .as("as the owner left it")
                    .isEqualTo("{" + mallory + "=X/" + mallory + "}");
            empty.execute("DROP EVENT TRIGGER " + mallory + "_ev", "DROP OWNED BY " + mallory + " CASCADE");
        }
    }

    @Test
    void the_same_code_does_run_where_its_owners_are_trusted() throws Exception {
        assertThat(Rehearsal.of(directory).trustingOwners(true).drill(source).differences())
                .isEmpty();

        assertThat(superusers())
                .contains(mallory + "_check", mallory + "_generated", mallory + "_domain", mallory + "_chunk");
    }

    @Test
    void a_cast_that_a_foreign_key_would_call_is_told_and_not_made() throws Exception {
        source.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE TYPE mal.e AS ENUM ('1')",
                "CREATE FUNCTION mal.f(mal.e) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                        + " $$ BEGIN PERFORM mal.pay('cast'); RETURN 1; END $$",
                "CREATE CAST (mal.e AS int) WITH FUNCTION mal.f(mal.e) AS IMPLICIT",
                "CREATE TABLE mal.pk (i int PRIMARY KEY)",
                "INSERT INTO mal.pk VALUES (1)",
                "CREATE TABLE mal.fk (i mal.e REFERENCES mal.pk)",
                "INSERT INTO mal.fk VALUES ('1')");
        BackupRoom.take(directory, source);

        PulseFailure failure = catchThrowableOfType(
                PulseFailure.class, () -> Rehearsal.of(directory).drill(source));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessageContaining("implicit casts by the function mal.f(mal.e) of " + mallory);
        assertThat(superusers()).isEmpty();
    }

    @Test
    void what_a_functions_body_or_a_tables_name_says_is_no_role_that_has_to_be_there() throws Exception {
        source.execute(
                "CREATE FUNCTION mal.m2() RETURNS void LANGUAGE plpgsql AS $$\n--\n-- Name: t; Type: TABLE; Schema: public;"
                        + " Owner: no_such_role\n--\n\nBEGIN END $$",
                "CREATE TABLE mal.\"x\nGRANT ALL ON TABLE a TO no_such_role;\n\" (i int)",
                "GRANT SELECT ON ALL TABLES IN SCHEMA mal TO " + mallory);
        BackupRoom.take(directory, source);

        assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();
    }

    private List<String> roles() throws SQLException {
        return roles("rolname LIKE '" + mallory + "%' OR rolname LIKE 'pulse\\_%'");
    }
}
