package io.opsconductor.pulse.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

/** SQLSTATE 53300 has several reasons, and waiting is the cure of one. */
class ConnectionLimitIT {
    @Postgres
    private TestDatabase database;

    @Test
    void a_connection_limit_of_the_role_or_the_database_is_told_from_a_full_server_and_the_remedy_lifts_it()
            throws Exception {
        String role = "Limited \"" + database.name();
        String quoted = "\"Limited \"\"" + database.name() + "\"";
        database.execute("CREATE ROLE " + quoted + " LOGIN PASSWORD 'limited'");
        try (Database limited = new Database(DatabaseUrl.parse(database.url()).as(role, "limited"))) {
            for (String limit : new String[] {"ALTER ROLE " + quoted, "ALTER DATABASE \"" + database.name() + "\""}) {
                database.execute(limit + " CONNECTION LIMIT 0");

                PulseFailure failure = catchThrowableOfType(PulseFailure.class, () -> limited.connect("test"));

                assertThat(failure.exit()).isEqualTo(ExitCode.NOT_NOW);
                assertThat(failure.getMessage()).contains("too many connections for ");
                assertThat(failure.remedy())
                        .startsWith(limit + " CONNECTION LIMIT -1 (or more than there is); else try");
                database.execute(failure.remedy().replaceFirst(" \\(.*", ""));
                limited.connect("test").close();
            }
        } finally {
            database.execute("DROP ROLE " + quoted);
        }
    }
}
