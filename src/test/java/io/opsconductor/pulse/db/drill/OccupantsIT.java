package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryLock;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is restored for keeps goes into an empty database, and into one that no other restore fills. */
class OccupantsIT {
    @Postgres
    private TestDatabase database;

    private List<String> occupants() {
        try (Database opened = new Database(DatabaseUrl.parse(database.url()))) {
            return ServerCatalog.occupants(opened);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE public.t (n int)| relation public.t",
                "CREATE TYPE public.e AS ENUM ('a')| type public.e",
                "CREATE TYPE public.c AS (n int)| type public.c",
                "CREATE DOMAIN public.d AS int| type public.d",
                "CREATE OPERATOR public.### (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)| operator public.###(integer,integer)",
                "CREATE COLLATION public.s (LOCALE = 'C')| collation public.s",
                "CREATE TEXT SEARCH CONFIGURATION public.w (COPY = pg_catalog.simple)| text search configuration public.w",
                "CREATE PUBLICATION \"odd p\"| publication \"odd p\"",
                "SELECT lo_create(4711)| large object 4711",
                "CREATE SCHEMA s| schema s"
            })
    void a_database_with_one_thing_of_whatever_kind_is_not_empty(String statement, String occupant)
            throws SQLException {
        assertThat(occupants()).isEmpty();
        database.execute(statement);

        assertThat(occupants()).containsExactly(occupant);
    }

    /** They would hold for what is restored, and run meanwhile. */
    @Test
    void default_privileges_and_event_triggers_count_and_what_extensions_bring_does_not() throws SQLException {
        database.execute("CREATE EXTENSION IF NOT EXISTS timescaledb", "CREATE EXTENSION IF NOT EXISTS hstore");
        assertThat(occupants()).isEmpty();

        database.execute(
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
                "CREATE FUNCTION public.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION public.f()");
        assertThat(occupants())
                .hasSize(3)
                .contains("event trigger watch", "function public.f()")
                .anyMatch(one -> one.startsWith("default privileges of "));
    }

    @Test
    void a_second_restore_into_the_same_database_does_not_begin() {
        try (Database into = new Database(DatabaseUrl.parse(database.url()));
                AdvisoryLock other =
                        AdvisoryLock.attempt(into, "pulse-db restore").lock().orElseThrow()) {
            Restores restores = new Restores(null, null);
            Restores.Request request =
                    new Restores.Request(true, false, Optional.empty(), Optional.empty(), Optional.empty());
            assertThatThrownBy(() -> restores.restore(into, () -> null, request, DrillProgress.NONE))
                    .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                            .isEqualTo(ExitCode.NOT_NOW))
                    .hasMessageContaining("is being restored into already: ");
        }
    }
}
