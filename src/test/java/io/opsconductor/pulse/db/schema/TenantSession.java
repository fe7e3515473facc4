package io.opsconductor.pulse.db.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A session of a service that works for a tenant: SET LOCAL ROLE pulse_app, app.tenant_id, a statement. Whatever it did
 * is looked at with a superuser's eyes and rolled back.
 */
final class TenantSession implements AutoCloseable {
    /** What SQL says when row security or a missing right refuses a statement. */
    static final String REFUSED = "42501";

    private final Connection connection;
    private final List<GuardedTable> tables;
    private final Map<String, Map<String, String>> untouched = new HashMap<>();

    TenantSession(Connection connection) throws SQLException {
        this.connection = connection;
        tables = GuardedTable.of(connection);
        connection.setAutoCommit(false);
    }

    List<GuardedTable> tables() {
        return tables;
    }

    /**
     * What came of a statement.
     *
     * @param rows how many it changed; 0 when it was refused
     * @param refusal the SQLSTATE; null when it was not refused
     */
    record Outcome(String sql, int rows, String refusal) {}

    /**
     * What came of several, one after the other.
     *
     * @param othersTouched tables in which rows are changed that are not the tenant's own
     */
    record Outcomes(List<Outcome> statements, List<String> othersTouched) {}

    /** @param setting of app.tenant_id; null leaves it as it is, never set in a new session */
    Outcomes attempt(String setting, String... statements) throws SQLException {
        String own = setting == null ? "" : setting;
        if (!untouched.containsKey(own)) {
            untouched.put(own, othersRows(own));
        }
        become("pulse_app", setting);
        List<Outcome> outcomes = new ArrayList<>();
        for (String sql : statements) {
            outcomes.add(attempt(sql));
        }
        reset();
        Map<String, String> after = othersRows(own);
        connection.rollback();
        return new Outcomes(
                outcomes,
                after.keySet().stream()
                        .filter(table ->
                                !after.get(table).equals(untouched.get(own).get(table)))
                        .toList());
    }

    private Outcome attempt(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            return new Outcome(sql, statement.executeUpdate(sql), null);
        } catch (SQLException e) {
            connection.rollback(before);
            return new Outcome(sql, 0, e.getSQLState());
        }
    }

    /** The rows of a query that a role is shown, as JSON. */
    List<String> shown(String role, String setting, String query) throws SQLException {
        return shown(role, setting, "", query);
    }

    /** @param first a statement to run before the query */
    List<String> shown(String role, String setting, String first, String query) throws SQLException {
        become(role, setting);
        try (Statement statement = connection.createStatement()) {
            statement.execute(first);
            return rows(query);
        } finally {
            connection.rollback();
        }
    }

    /** The rows of a query as they are. */
    List<String> rows(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    /** As a superuser. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private void become(String role, String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE " + role);
        }
        if (setting != null) {
            try (PreparedStatement set = connection.prepareStatement("SELECT set_config('app.tenant_id', ?, true)")) {
                set.setString(1, setting);
                set.execute();
            }
        }
    }

    private void reset() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET ROLE");
        }
    }

    /** A digest per table of the rows that are not the tenant's. */
    private Map<String, String> othersRows(String own) throws SQLException {
        String query = tables.stream()
                .filter(table -> !table.view())
                .map(table -> ("SELECT '%1$s', coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '')"
                                + " FROM %1$s t WHERE %2$s IS DISTINCT FROM (SELECT tenant FROM own)")
                        .formatted(table.name(), table.owner()))
                .collect(Collectors.joining(" UNION ALL "));
        Map<String, String> digests = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("WITH own (tenant) AS (SELECT ?) " + query)) {
            statement.setString(1, own);
            ResultSet result = statement.executeQuery();
            while (result.next()) {
                digests.put(result.getString(1), result.getString(2));
            }
        }
        return digests;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
