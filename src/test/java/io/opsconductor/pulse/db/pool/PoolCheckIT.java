package io.opsconductor.pulse.db.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.PgBouncer;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be open is told before it is too much. */
@ProgramTest
@AlsoOnTheJvm
class PoolCheckIT extends PoolRoom {

    @Test
    void nothing_is_said_of_what_is_not_configured() throws Exception {
        assertThat(findings(program().run("check", "pools", "--output=json"))).isEmpty();
        assertThat(findings(new PulseDbProgram()
                        .database("postgresql://any@127.0.0.1:1/none")
                        .with("PULSE_PROFILE", "none")
                        .run("check", "--output=json")))
                .extracting(finding -> finding.path("check").asText())
                .isNotEmpty()
                .noneMatch(id -> id.startsWith("pool."));
    }

    @Test
    void too_many_replicas_are_told_and_the_smaller_pool_that_is_named_fits() throws Exception {
        PulseDbProgram services =
                program().with("PULSE_SERVICES_API_REPLICAS", "100").with("PULSE_SERVICES_API_POOL_MAX", "10");
        JsonNode found = finding(services, "pool.ceiling", database.name());
        assertThat(found.path("severity").asText()).isEqualTo("critical");
        assertThat(found.path("value").asLong()).isEqualTo(1010);
        String remedy = found.path("remedy").asText();
        String smaller = remedy.substring(remedy.lastIndexOf('=') + 1);

        JsonNode cured =
                finding(services.with("PULSE_SERVICES_API_POOL_MAX", smaller), "pool.ceiling", database.name());
        assertThat(cured.path("severity").asText()).isNotEqualTo("critical");
    }

    @Test
    void the_room_that_is_missing_is_made_by_what_is_printed() throws Exception {
        try (PostgresServer small = SERVER.newServer();
                TestDatabase crowded = small.createDatabase()) {
            crowded.execute("ALTER DATABASE \"" + crowded.name() + "\" CONNECTION LIMIT 15");
            PulseDbProgram program = new PulseDbProgram()
                    .database(crowded.url())
                    .with("PULSE_PROFILE", "none")
                    .with("PULSE_SERVICES_API_POOL_MAX", "1");
            crowded.execute(finding(program.with("PULSE_SERVICES_API_REPLICAS", "50"), "pool.ceiling", crowded.name())
                    .path("remedy")
                    .asText());
            assertThat(severity(program, crowded)).isNotEqualTo("critical");

            crowded.execute("ALTER DATABASE \"" + crowded.name() + "\" CONNECTION LIMIT -1");
            crowded.execute(finding(program.with("PULSE_SERVICES_API_REPLICAS", "250"), "pool.ceiling", crowded.name())
                    .path("remedy")
                    .asText());
            assertThat(severity(program, crowded)).isEqualTo("critical");
            small.restart();
            assertThat(severity(program, crowded)).isNotEqualTo("critical");
        }
    }

    private static String severity(PulseDbProgram program, TestDatabase of) throws Exception {
        return finding(program, "pool.ceiling", of.name()).path("severity").asText();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void the_ceiling_of_a_pooler_is_what_its_pools_open_and_the_limit_that_is_named_makes_it_fit(Path program)
            throws Exception {
        String entry =
                "\n[databases]\n" + database.name() + " = host=127.0.0.1 port=" + SERVER.port() + " pool_size=150";
        try (PgBouncer pooler = new PgBouncer(SERVER, program, "transaction", entry);
                PgBouncer second = new PgBouncer(SERVER, program, "transaction", entry);
                Connection client = client(pooler);
                Connection other = client(second)) {
            client.createStatement().execute("SELECT 1");
            other.createStatement().execute("SELECT 1");
            String both =
                    pooler.console().replace("@" + pooler.address(), "@" + pooler.address() + "," + second.address());

            JsonNode found = finding(poolers(both), "pool.ceiling", database.name());
            assertThat(found.path("severity").asText()).isEqualTo("critical");
            assertThat(found.path("value").asLong()).isEqualTo(2 * 150 + 10);
            String most = found.path("remedy").asText().replaceFirst("^(max_db_connections=\\d+) .*", "$1");

            try (PgBouncer limited = new PgBouncer(SERVER, program, "transaction", entry + " " + most);
                    PgBouncer limitedToo = new PgBouncer(SERVER, program, "transaction", entry + " " + most);
                    Connection one = client(limited);
                    Connection two = client(limitedToo)) {
                one.createStatement().execute("SELECT 1");
                two.createStatement().execute("SELECT 1");
                assertThat(finding(
                                        poolers(limited.console()
                                                .replace(
                                                        "@" + limited.address(),
                                                        "@" + limited.address() + "," + limitedToo.address())),
                                        "pool.ceiling",
                                        database.name())
                                .path("severity")
                                .asText())
                        .isNotEqualTo("critical");
            }
        }
    }
}
