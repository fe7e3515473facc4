package io.opsconductor.pulse.db.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.PoolerConsole;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * Reads a pooler's console: PgBouncer 1.18 to 1.24 were tried. A column that a version does not have says what that version
 * does.
 *
 * @see <a href="https://www.pgbouncer.org/usage.html#show-commands">SHOW commands</a>
 */
final class PgBouncerCatalog {
    /** The console's own entry. */
    private static final String CONSOLE = "pgbouncer";

    private PgBouncerCatalog() {}

    /** @throws PulseFailure when the login fails, or what answers is no console */
    static PgBouncer read(DatabaseUrl console, String address) {
        try (Connection session = PoolerConsole.connect(console, "pools")) {
            Query.first(session, "SHOW VERSION", row -> row.getString(1));
            return read(session, address);
        } catch (SQLException e) {
            if (SqlState.of(e).equals(SqlState.UNDEFINED_OBJECT)) {
                throw PulseFailure.usage(
                        console.redacted() + " is a database, not the console of a PgBouncer",
                        "correct host, port and database in pulse.pgbouncer.url: the console's database is pgbouncer");
            }
            throw PoolerConsole.failure(console, e);
        }
    }

    private static PgBouncer read(Connection session, String address) throws SQLException {
        Map<String, String> config =
                Query.map(session, "SHOW CONFIG", row -> row.getString("key"), row -> row.getString("value"));
        boolean reserves = number(config, "reserve_pool_timeout") > 0;
        PgBouncer.Entry fallback = new PgBouncer.Entry(
                "",
                "",
                "",
                config.getOrDefault("pool_mode", "session"),
                number(config, "default_pool_size"),
                reserves ? number(config, "reserve_pool_size") : 0,
                number(config, "max_db_connections"),
                Optional.empty());
        return new PgBouncer(
                address,
                number(config, "max_client_conn"),
                number(config, "max_user_connections"),
                number(config, "max_prepared_statements") > 0,
                number(config, "so_reuseport") > 0 || number(config, "peer_id") > 0,
                fallback,
                Query.list(session, "SHOW DATABASES", row -> entry(row, fallback.mode(), reserves)).stream()
                        .filter(entry -> !entry.name().equals(CONSOLE))
                        .toList(),
                Query.list(session, "SHOW POOLS", PgBouncerCatalog::pool).stream()
                        .filter(pool -> !pool.entry().equals(CONSOLE))
                        .toList(),
                users(session, reserves, number(config, "max_user_connections")),
                waited(session),
                Query.list(
                        session,
                        "SHOW SERVERS",
                        row -> new PgBouncer.Link(
                                row.getString("database"),
                                row.getString("user"),
                                new Backend(row.getLong("remote_pid"), row.getInt("local_port")))));
    }

    private static PgBouncer.Entry entry(ResultSet row, String mode, boolean reserves) throws SQLException {
        Set<String> columns = columns(row);
        long reserve = row.getLong(columns.contains("reserve_pool_size") ? "reserve_pool_size" : "reserve_pool");
        String host = row.getString("host");
        return new PgBouncer.Entry(
                row.getString("name"),
                host == null ? "" : host + ":" + row.getInt("port"),
                row.getString("database"),
                Optional.ofNullable(row.getString("pool_mode")).orElse(mode),
                row.getLong("pool_size"),
                reserves ? reserve : 0,
                row.getLong("max_connections"),
                Optional.ofNullable(row.getString("force_user")).filter(user -> !user.isEmpty()));
    }

    private static PgBouncer.Pool pool(ResultSet row) throws SQLException {
        return new PgBouncer.Pool(
                row.getString("database"),
                row.getString("user"),
                row.getLong("cl_active") + row.getLong("cl_waiting"),
                row.getLong("cl_waiting"),
                row.getLong("maxwait") + row.getLong("maxwait_us") / 1e6);
    }

    /**
     * Before 1.24 no user's limits are told. 1.24.1 writes those of the user before to whom has none: what is repeated may be
     * a limit or not.
     */
    private static Map<String, PgBouncer.User> users(Connection session, boolean reserves, long most)
            throws SQLException {
        Map<String, PgBouncer.User> users = new HashMap<>();
        PgBouncer.Limit[] before = {PgBouncer.Limit.NONE, PgBouncer.Limit.NONE};
        Query.list(session, "SHOW USERS", row -> {
            boolean limits = columns(row).contains("pool_size");
            before[0] = limit(limits ? row.getString("pool_size") : "", before[0]);
            before[1] = limit(limits && reserves ? row.getString("reserve_pool_size") : "", before[1]);
            users.put(
                    row.getString("name"),
                    new PgBouncer.User(
                            before[0],
                            before[1],
                            limits ? row.getLong("max_user_connections") : most,
                            Optional.ofNullable(row.getString("pool_mode")).filter(mode -> !mode.isEmpty())));
            return true;
        });
        return users;
    }

    private static PgBouncer.Limit limit(String text, PgBouncer.Limit before) {
        if (text == null || text.isEmpty()) {
            return PgBouncer.Limit.NONE;
        }
        long value = Long.parseLong(text);
        return new PgBouncer.Limit(
                OptionalLong.of(value),
                before.value().isEmpty() || before.value().getAsLong() != value);
    }

    /** Told in microseconds. */
    private static Map<String, Double> waited(Connection session) throws SQLException {
        Map<String, Double> waited = Query.map(
                session, "SHOW STATS", row -> row.getString("database"), row -> row.getLong("avg_wait_time") / 1e6);
        waited.remove(CONSOLE);
        return waited;
    }

    private static Set<String> columns(ResultSet row) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            names.add(row.getMetaData().getColumnLabel(i));
        }
        return new HashSet<>(names);
    }

    /** What a version does not have is off there; a part of a second counts as some. */
    private static long number(Map<String, String> config, String key) {
        String text = config.getOrDefault(key, "0");
        return text.matches("\\d{1,9}(\\.\\d*)?") ? (long) Math.ceil(Double.parseDouble(text)) : 0;
    }
}
