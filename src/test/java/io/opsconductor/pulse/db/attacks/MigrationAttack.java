package io.opsconductor.pulse.db.attacks;

import java.nio.file.Path;
import java.sql.SQLException;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A role that is not trusted, in a database into which others run migrations. */
abstract class MigrationAttack {
    @Postgres
    TestDatabase database;

    @TempDir
    Path folder;

    TestRun run;
    String mallory;

    @BeforeEach
    void a_role_that_is_not_trusted() throws SQLException {
        run = new TestRun(database, folder);
        mallory = database.name() + "_mallory";
        database.execute("CREATE ROLE " + mallory + " LOGIN");
    }

    @AfterEach
    void drop_it() throws SQLException {
        database.execute("DROP OWNED BY " + mallory + " CASCADE", "DROP ROLE " + mallory);
    }
}
