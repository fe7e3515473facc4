package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.OwnSession.Patience;
import io.opsconductor.pulse.db.postgres.session.OneCheckup;
import io.opsconductor.pulse.db.postgres.session.OneServer;
import io.opsconductor.pulse.db.postgres.session.ServerIdentity;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.wire.PreparedDriver;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.HostSpec;

/**
 * One database that the program works on, on one server: sessions of one's own for what needs one (migrations, locks), and a
 * bounded pool for looking. All of them have to reach the server that the first one reached.
 */
public final class Database implements AutoCloseable {
    private final DatabaseUrl url;
    private final Optional<String> label;
    private final Optional<PulseFailure> missing;
    private final ConnectionPool pool;
    private final boolean lent;
    private final Optional<OneCheckup> checkup;
    private final OneServer server;

    private Database(DatabaseUrl url, Optional<String> label, Optional<PulseFailure> missing, ConnectionPool pool) {
        this.url = url;
        this.label = label;
        this.missing = missing;
        this.pool = pool;
        this.lent = false;
        this.checkup = Optional.empty();
        this.server = new OneServer();
    }

    /** Leases sessions from another. */
    private Database(Database lender, Optional<OneCheckup> checkup, OneServer server) {
        this.url = lender.url;
        this.label = lender.label;
        this.missing = lender.missing;
        this.pool = lender.pool;
        this.lent = true;
        this.checkup = checkup;
        this.server = server;
    }

    public Database(DatabaseUrl url, PoolSize poolSize) {
        this(url, Optional.empty(), Optional.empty(), new ConnectionPool(url, poolSize));
    }

    public Database(DatabaseUrl url) {
        this(url, PoolSize.DEFAULT);
    }

    /** @param label its name below {@code pulse.databases} */
    static Database named(String label, DatabaseUrl url, PoolSize poolSize) {
        return new Database(url, Optional.of(label), Optional.empty(), new ConnectionPool(url, poolSize));
    }

    /** Stands for a database that is not configured, and cannot be reached for this reason. */
    static Database missing(PulseFailure why) {
        return new Database(null, Optional.empty(), Optional.of(why), new ConnectionPool(null, PoolSize.DEFAULT));
    }

    /**
     * The same database for one checkup, by one thread: what several checks ask is read once. Leases sessions from this.
     * Of one that is for a checkup already, itself.
     */
    public Database forOneCheckup() {
        return checkup.isPresent() ? this : new Database(this, Optional.of(new OneCheckup()), server);
    }

    /**
     * The same database for one piece of work of a process that does many: each may find it on another server, after a failover
     * or a start. Leases sessions from this.
     */
    public Database forOneTask() {
        return new Database(this, Optional.empty(), new OneServer());
    }

    /** Whether its name has led to more than one server, or to one that was started anew meanwhile. */
    public boolean isOnSeveralServers() {
        return server.isSeveral();
    }

    /**
     * The answer to a question that was asked in this checkup before; outside of one it is read anew. A failure is not
     * remembered.
     *
     * @param question equal to another that has the same answer
     */
    public <T> T once(Object question, Supplier<T> reading) {
        return checkup.isEmpty() ? reading.get() : checkup.get().once(question, reading);
    }

    /** Ends on the server what runs for this checkup, and lets it begin nothing more; outside of one it does nothing. */
    public void giveUp() {
        checkup.ifPresent(OneCheckup::giveUp);
    }

    public DatabaseUrl url() {
        missing.ifPresent(why -> {
            throw why;
        });
        return url;
    }

    /** The database's name, as shown in findings. */
    public String name() {
        return isMissing() ? "no database" : url.database();
    }

    /** What the configuration calls it; empty for the main one. */
    public Optional<String> label() {
        return label;
    }

    /** It is not configured. */
    public boolean isMissing() {
        return missing.isPresent();
    }

    /**
     * A new session with the settings of {@link OwnSession}, in autocommit mode; behind a pooler it is one transaction.
     *
     * @param purpose what it is for; seen by others as the application_name {@code pulse-db <purpose>}
     * @throws PulseFailure when the login fails, saying why and whether a retry is worth it; (not now) when it leads to another
     *     server than before
     */
    public Connection connect(String purpose) {
        return begun(open(LoginProperties.of(url(), purpose)), Patience.AS_THE_ROLE);
    }

    /**
     * As {@link #connect(String)}, for a look beside the work, which a network that swallows everything must not keep.
     *
     * @param silence how long the server may take for any answer, from the first one on, before the connection counts as
     *     lost; whole seconds
     */
    public Connection connectToLook(String purpose, Duration silence) {
        return begun(open(LoginProperties.toLook(url(), purpose, silence)), Patience.TO_LOOK);
    }

    private Connection begun(Connection connection, Patience patience) {
        return settled(connection, session -> OwnSession.begin(session, patience));
    }

    private Connection settled(Connection connection, Query.Reading<ServerIdentity> settling) {
        try {
            server.expect(settling.in(connection), url().redacted());
            return connection;
        } catch (SQLException e) {
            throw failure(closed(connection, e));
        } catch (PulseFailure elsewhere) {
            throw closed(connection, elsewhere);
        }
    }

    /**
     * Begins a transaction with the settings of {@link OwnSession}, on a session of this database; for those who open more than
     * one. To be committed by the caller.
     */
    public void beginTransaction(Connection session) throws SQLException {
        server.expect(OwnSession.beginTransaction(session), url().redacted());
    }

    /**
     * For a session that keeps the role's own settings: no limit of the database ends it while it waits for us.
     * Behind a pooler for the current transaction.
     */
    public void liftLimits(Connection session) throws SQLException {
        server.expect(OwnSession.liftLimits(session), url().redacted());
    }

    /**
     * As {@link #connect(String)}, with the names and settings that the role itself has: what runs in it must be written for
     * any search path.
     */
    public Connection connectAsRole(String purpose) {
        return open(LoginProperties.of(url(), purpose));
    }

    /**
     * A new session that speaks as psql does, one message a statement, and has the settings that psql would have: what runs
     * in a file by psql runs here too, and sooner than by the driver's own protocol. Only the encoding is always UTF-8, and
     * no limit of the database ends it while it waits.
     */
    public Connection connectForScripts(String purpose) {
        return settled(open(LoginProperties.forScripts(url(), purpose)), OwnSession::liftLimits);
    }

    private Connection open(Properties properties) {
        try {
            Connection connection = PreparedDriver.ONE.connect(url().jdbcUrl(), properties);
            Encryption.warn(url(), connection);
            return kept(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * The same database on the very host that one of its sessions is on, where the URL has several. Need not be closed.
     */
    public Database where(Connection session) throws SQLException {
        HostSpec host = session.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec();
        String name = host.getHost().replaceAll("^\\[|]$", "");
        var there = new Database(url().at(new DatabaseUrl.Host(name, host.getPort())), pool.size());
        return new Database(there, Optional.empty(), server);
    }

    /**
     * A session from the pool, settled anew as by {@link #connect(String)}, which waits for no lock longer than a moment;
     * closing it gives it back.
     */
    public Connection lease() {
        try {
            return begun(kept(pool.lease()), Patience.TO_LOOK);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public <T> T read(Query.Reading<T> reading) {
        return in(lease(), reading);
    }

    public <T> T read(String purpose, Query.Reading<T> reading) {
        return in(begun(open(LoginProperties.of(url(), purpose)), Patience.TO_LOOK), reading);
    }

    private <T> T in(Connection session, Query.Reading<T> reading) {
        try (session) {
            return reading.in(session);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Connection kept(Connection connection) throws SQLException {
        return checkup.isPresent() ? checkup.get().opened(connection) : connection;
    }

    private static <T extends Exception> T closed(Connection connection, T problem) {
        try {
            connection.close();
        } catch (SQLException e) {
            problem.addSuppressed(e);
        }
        return problem;
    }

    /** Tries to log in: empty when that works, otherwise why it does not. */
    public Optional<PulseFailure> probe() {
        try (Connection connection = open(LoginProperties.brief(url(), "probe"))) {
            return connection.isValid(5)
                    ? Optional.empty()
                    : Optional.of(PulseFailure.notNow(url.redacted() + " does not answer", "try again shortly", null));
        } catch (PulseFailure | SQLException e) {
            return Optional.of(failure(e));
        }
    }

    /** What a problem on this database means to the operator; a {@link PulseFailure} is passed through. */
    public PulseFailure failure(Throwable problem) {
        if (isMissing() || problem instanceof PulseFailure) {
            return PulseFailure.unexpected(problem);
        }
        // In a checkup the limit is ours.
        return FailureReason.failure(url, problem, checkup.isPresent());
    }

    /**
     * The limit of this database that ended something, by its SQLSTATE; a session of its own asks where it is set. Empty
     * when none did.
     */
    public Optional<ImposedSetting> limitBehind(Throwable problem) {
        return FailureReason.limit(url(), problem);
    }

    /** How a new session is limited by this setting; empty when it is not, or that cannot be asked. */
    public Optional<ImposedSetting> limit(SessionSetting setting) {
        return FailureReason.limit(url(), setting);
    }

    @Override
    public void close() {
        if (!lent) {
            pool.close();
        }
    }
}
