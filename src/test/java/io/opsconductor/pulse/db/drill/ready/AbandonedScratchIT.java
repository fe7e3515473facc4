package io.opsconductor.pulse.db.drill.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.ScratchStore;
import io.opsconductor.pulse.db.timescale.Looking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A drill was killed, and the copy of the database that it had made stays, whatever room it takes. */
class AbandonedScratchIT {
    private static final Check LEFT = new LeftBehindCheck();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private PostgresServer server;
    private TestDatabase database;
    private Looking looking;

    @BeforeEach
    void begin() throws Exception {
        server = DevelopmentDatabases.shared().server().newServer();
        database = server.createDatabase();
        looking = new Looking(database);
        database.execute("CREATE ROLE watcher LOGIN PASSWORD 'watcher'");
    }

    @AfterEach
    void end() {
        database.close();
        server.close();
    }

    private String scratch(long secondsAgo) throws SQLException {
        String name = "pulse_drill_" + STAMP.format(Instant.now().minusSeconds(secondsAgo)) + "_0123abcd";
        database.execute(
                "CREATE DATABASE " + name + " TEMPLATE template0",
                "COMMENT ON DATABASE " + name + " IS '" + ScratchStore.COMMENT + "'");
        return name;
    }

    private List<Finding> asWatcher() throws Exception {
        return Looking.as(database.url().replaceFirst("//[^@/]*@", "//watcher:watcher@"), LEFT);
    }

    @Test
    void the_scratch_database_of_a_killed_drill_is_told_until_it_was_dropped_and_that_of_a_living_one_is_not()
            throws Exception {
        String name = scratch(600);
        Finding told = looking.one(LEFT, LeftBehindJudge.ID, name);
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.message()).contains("a drill was killed");
        assertThat(asWatcher()).extracting(Finding::subject).containsExactly(name);

        try (Connection living =
                DriverManager.getConnection(database.jdbcUrl().replace("/" + database.name(), "/" + name))) {
            assertThat(living.isValid(5)).isTrue();
            assertThat(looking.at(LEFT))
                    .singleElement()
                    .extracting(Finding::severity)
                    .isEqualTo(Severity.OK);
            assertThat(asWatcher())
                    .singleElement()
                    .extracting(Finding::severity)
                    .isEqualTo(Severity.OK);
        }

        database.execute(told.remedy());
        assertThat(looking.at(LEFT))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.OK);
    }

    @Test
    void one_that_is_being_made_and_one_of_that_name_alone_are_not_told() throws Exception {
        scratch(0);
        database.execute("CREATE DATABASE pulse_drill_20260101t000000_0123abcd");
        assertThat(looking.at(LEFT))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.OK);
    }
}
