package io.opsconductor.pulse.db.attacks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.isolation.IsolationCheck;
import io.opsconductor.pulse.db.isolation.IsolationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A partitioned table of tenants' rows with row security and no policy yet, a tenant's login, and what the check says. */
abstract class PolicyAttack {
    static final String OWN = "tenant_id = current_setting('app.tenant_id', true)";

    @Postgres
    TestDatabase database;

    String tenant;

    @BeforeEach
    void make() throws SQLException {
        tenant = database.name() + "_tenant";
        database.execute(
                "CREATE ROLE " + tenant + " LOGIN",
                "CREATE TABLE events (tenant_id text NOT NULL, n int) PARTITION BY LIST (n)",
                "CREATE TABLE part PARTITION OF events DEFAULT",
                "INSERT INTO events VALUES ('b', 1)",
                "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON events TO " + tenant);
    }

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP OWNED BY " + tenant + " CASCADE", "DROP ROLE " + tenant);
    }

    /** What the tenant {@code a} sees of {@code b}. */
    final long seen(String settings, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + tenant);
            statement.execute(settings);
            return Query.first(connection, "SELECT count(*) FROM " + table, row -> row.getLong(1))
                    .orElseThrow();
        }
    }

    final String superuser() throws SQLException {
        try (Connection connection = database.connect()) {
            return Query.first(connection, "SELECT current_user", row -> row.getString(1))
                    .orElseThrow();
        }
    }

    final List<Finding> look() {
        return look(database);
    }

    static List<Finding> look(TestDatabase database) {
        IsolationSettings settings = new SmallRyeConfigBuilder()
                .withMapping(IsolationSettings.class)
                .build()
                .getConfigMapping(IsolationSettings.class);
        try (Database opened = new Database(DatabaseUrl.parse(database.url()))) {
            return new IsolationCheck(settings).findings(opened, Instant.now());
        }
    }
}
