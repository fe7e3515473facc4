package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T8: a file's search path that no reader of the file knows leads into a schema of a role that is not trusted. */
class T8ComputedPathIT extends MigrationAttack {
    private static final String COMPUTED =
            "SELECT set_config('search_path', (SELECT string_agg(n, ',') FROM public.names), false);";

    @BeforeEach
    void make() throws SQLException {
        run.file("000_n.sql", "CREATE TABLE names (n text);", "INSERT INTO names VALUES ('her'), ('public');")
                .migrate();
        database.execute(
                "CREATE SCHEMA her AUTHORIZATION " + mallory,
                "SET ROLE " + mallory,
                "CREATE SEQUENCE her.ran",
                "CREATE FUNCTION her.lower(varchar) RETURNS text LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM nextval(''her.ran''); RETURN $1; END'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COMPUTED,
                "SELECT set_config('search_path', E'\\x68er', false);",
                "SELECT set_config('search_path', U&'\\0068er', false);",
                "SELECT set_config(E'search\\x5fpath', 'h' || 'er', false);",
                "SELECT 1 AS comment, set_config('search_path', 'her', false);",
                "DO $$ BEGIN PERFORM set_config('search_path', min(n), false) FROM public.names; END $$;",
                "SET search_path = U&\"\\0068er\";"
            })
    void a_path_that_is_not_written_plainly_may_be_any(String sets) throws Exception {
        run.file("001_s.sql", sets, "CREATE TABLE public.made AS SELECT lower('A'::varchar) AS n;");

        assertThatThrownBy(run::migrate).isInstanceOfSatisfying(PulseFailure.class, refused -> {
            assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(refused)
                    .hasMessageContaining("schema her, which is in the search_path of role postgres or of a file");
        });
        assertThat(HostileOwner.one(database, "SELECT is_called FROM her.ran")).isEqualTo("f");
    }

    @Test
    void it_runs_where_no_other_role_owns_a_schema_or_may_make_one() throws Exception {
        database.execute("DROP SCHEMA her CASCADE", "DELETE FROM names WHERE n = 'her'");
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + mallory);
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = public");
        run.file("001_s.sql", COMPUTED, "CREATE TABLE made (n int);");

        assertThatThrownBy(run::migrate)
                .hasMessageContaining(mallory + " may make schemas, and a file computes its search_path");

        database.execute("REVOKE CREATE ON DATABASE " + database.name() + " FROM " + mallory);
        assertThat(run.migrate().applied()).hasSize(1);
    }
}
