package io.opsconductor.pulse.db.schema.data;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * A database of one's own with the schema as it is just before a file. As a session it is the superuser's, who sees and
 * may do everything.
 */
final class SchemaDatabase extends SqlSession {

    private final String name;

    private SchemaDatabase(String name) throws SQLException {
        super(DriverManager.getConnection(SchemaTemplates.shared().superusersJdbcUrl(name)));
        this.name = name;
    }

    /** @param version such as 036a */
    static SchemaDatabase before(String version) throws SQLException {
        return new SchemaDatabase(SchemaTemplates.shared().copyAt(MigrationFiles.before(version)));
    }

    /**
     * Migrates up to this file, as the database's owner.
     *
     * @return what the files warned of
     */
    List<String> apply(String version) {
        return TestMigration.to(version, SchemaTemplates.shared().ownersUrl(name));
    }

    /** As {@link #apply}, with the rights of a superuser, whom no row security hides anything from. */
    List<String> applyAsSuperuser(String version) {
        return TestMigration.to(version, SchemaTemplates.shared().superusersUrl(name));
    }

    /**
     * Runs a file with psql as the owner, whether the history has it or not.
     *
     * @return what it said
     */
    String psql(String version) throws InterruptedException {
        List<String> command = List.of(
                DevelopmentDatabases.shared().clientTools().resolve("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--file=" + MigrationFiles.path(version));
        var url = DatabaseUrl.parse(SchemaTemplates.shared().ownersUrl(name));
        var outcome = ChildProcess.run(
                command, url.environment(), output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
        if (outcome.exit() != 0) {
            throw new AssertionError("psql -f of " + version + " failed: " + outcome.errors());
        }
        return outcome.errors();
    }

    /** Another session, of the superuser too. */
    SqlSession session() throws SQLException {
        return new SqlSession(
                DriverManager.getConnection(SchemaTemplates.shared().superusersJdbcUrl(name)));
    }

    /** A session as the services open it for a request: a role without rights of its own, and the tenant's name. */
    SqlSession as(String role, String tenant) throws SQLException {
        SqlSession session = session();
        session.execute("SET ROLE %s; SET app.tenant_id = '%s'".formatted(role, tenant));
        return session;
    }

    /** The rows of several queries in one text each, to be compared with a later look. */
    List<String> picture(String... tables) throws SQLException {
        var picture = new ArrayList<String>();
        for (String table : tables) {
            picture.addAll(rows("SELECT '" + table + "', to_jsonb(t) FROM " + table + " t ORDER BY to_jsonb(t)::text"));
        }
        return picture;
    }

    @Override
    public void close() throws SQLException {
        super.close();
        SchemaTemplates.shared().drop(name);
    }
}
