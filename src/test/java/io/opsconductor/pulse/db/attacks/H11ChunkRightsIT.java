package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.isolation.ChunkRightsFix;
import io.opsconductor.pulse.db.isolation.ChunkRightsFix.Revocation;
import io.opsconductor.pulse.db.isolation.IsolationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

/** Review, H11: a tenant names a chunk, which no policy guards, and meets another tenant's rows. */
class H11ChunkRightsIT {
    @Test
    void a_tenant_is_kept_from_chunks_and_not_from_the_table_on_the_apache_edition() throws SQLException {
        attack(DevelopmentDatabases.shared().postgres());
    }

    @Test
    void a_tenant_is_kept_from_chunks_and_not_from_the_table_on_the_community_edition() throws SQLException {
        attack(DevelopmentDatabases.shared().timescale());
    }

    private static void attack(TestDatabase database) throws SQLException {
        String tenant = "tenant_of_" + database.name();
        try (database) {
            database.execute(
                    "CREATE EXTENSION IF NOT EXISTS timescaledb",
                    "CREATE ROLE " + tenant,
                    "CREATE TABLE events (tenant_id text, at timestamptz NOT NULL)",
                    "SELECT create_hypertable('events', 'at')",
                    "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY own ON events USING (tenant_id = current_setting('app.tenant_id', true))",
                    "GRANT SELECT, INSERT, DELETE ON events TO " + tenant,
                    "GRANT USAGE ON SCHEMA _timescaledb_internal TO " + tenant,
                    "INSERT INTO events VALUES ('b', '2026-01-01'), ('b', '2026-02-01')");
            String chunk = text(
                    database,
                    "SELECT inhrelid::regclass FROM pg_inherits"
                            + " WHERE inhparent = 'events'::regclass ORDER BY inhrelid LIMIT 1");

            assertThat(asTenant(database, tenant, "DELETE FROM " + chunk))
                    .as("the attack")
                    .isEqualTo(1);
            List<Revocation> plan = plan(database);
            assertThat(plan).extracting(Revocation::subject).containsExactly("events");
            database.execute(plan.get(0).sql());
            assertThat(plan(database)).isEmpty();

            assertThatThrownBy(() -> asTenant(database, tenant, "DELETE FROM " + chunk))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThat(asTenant(database, tenant, "INSERT INTO events VALUES ('a', '2026-01-01'), ('a', '2026-01-02')"))
                    .isEqualTo(2);
            assertThat(asTenant(database, tenant, "DELETE FROM events WHERE at = '2026-01-02'"))
                    .isEqualTo(1);

            database.execute("INSERT INTO events VALUES ('b', '2027-01-01')");
            assertThat(plan(database))
                    .as("a new chunk takes the table's rights over")
                    .hasSize(1);
            database.execute("DROP OWNED BY " + tenant, "DROP ROLE " + tenant);
        }
    }

    private static List<Revocation> plan(TestDatabase database) {
        IsolationSettings settings = new IsolationSettings() {
            @Override
            public Optional<String> column() {
                return Optional.of("tenant_id");
            }

            @Override
            public Optional<Set<String>> exempt() {
                return Optional.empty();
            }

            @Override
            public Optional<Set<String>> serviceRoles() {
                return Optional.empty();
            }
        };
        try (Database main = new Database(DatabaseUrl.parse(database.url()))) {
            return new ChunkRightsFix(settings).plan(main, List.of("schema"));
        }
    }

    private static int asTenant(TestDatabase database, String tenant, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + tenant);
            statement.execute("SET app.tenant_id = 'a'");
            return statement.executeUpdate(sql);
        }
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
