package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

import io.agroal.api.AgroalDataSource;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.postgres.OwnSession.Patience;
import io.opsconductor.pulse.db.postgres.session.OneCheckup;
import io.opsconductor.pulse.db.postgres.session.TableLock;
import io.opsconductor.pulse.db.postgres.session.TableLockCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.wire.PreparedDriver;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.HostSpec;

/**
 * One database that the program works on: sessions of one's own for what needs one (migrations, locks), and a bounded
 * pool for looking.
 */
public final class Database implements AutoCloseable {
    private final DatabaseUrl url;
    private final PoolSize poolSize;
    private final Optional<String> label;
    private final Optional<PulseFailure> missing;
    private final Optional<Database> lender;
    private final OneCheckup checkup = new OneCheckup();
    private AgroalDataSource pool;

    private Database(
            DatabaseUrl url,
            PoolSize poolSize,
            Optional<String> label,
            Optional<PulseFailure> missing,
            Optional<Database> lender) {
        this.url = url;
        this.poolSize = poolSize;
        this.label = label;
        this.missing = missing;
        this.lender = lender;
    }

    public Database(DatabaseUrl url, PoolSize poolSize) {
        this(url, poolSize, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param label its name below {@code pulse.databases} */
    static Database named(String label, DatabaseUrl url, PoolSize poolSize) {
        return new Database(url, poolSize, Optional.of(label), Optional.empty(), Optional.empty());
    }

    /** Stands for a database that is not configured, and cannot be reached for this reason. */
    static Database missing(PulseFailure why) {
        return new Database(null, PoolSize.DEFAULT, Optional.empty(), Optional.of(why), Optional.empty());
    }

    public Database(DatabaseUrl url) {
        this(url, PoolSize.DEFAULT);
    }

    /**
     * The same database for one checkup, by one thread: what several checks ask is read once. Leases sessions from this.
     * Of one that is for a checkup already, itself.
     */
    public Database forOneCheckup() {
        return lender.isPresent() ? this : new Database(url, poolSize, label, missing, Optional.of(this));
    }

    /**
     * The answer to a question that was asked in this checkup before; outside of one it is read anew. A failure is not
     * remembered.
     *
     * @param question equal to another that has the same answer
     */
    public <T> T once(Object question, Supplier<T> reading) {
        return lender.isEmpty() ? reading.get() : checkup.once(question, reading);
    }

    /** Ends on the server what runs for this checkup, and lets it begin nothing more; outside of one it does nothing. */
    public void giveUp() {
        checkup.giveUp();
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
     * @throws PulseFailure when the login fails, saying why and whether a retry is worth it
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
        try {
            return OwnSession.begin(connection, patience);
        } catch (SQLException e) {
            throw failure(closed(connection, e));
        }
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
     *
     * @see #connectAsRole(String)
     */
    public Connection connectForScripts(String purpose) {
        Connection connection = open(LoginProperties.forScripts(url(), purpose));
        try {
            OwnSession.liftLimits(connection);
            return connection;
        } catch (SQLException e) {
            throw failure(closed(connection, e));
        }
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
     * The same database on the very server that one of its sessions is on: with several hosts in the URL the next login
     * might choose another.
     */
    public Database where(Connection session) throws SQLException {
        HostSpec host = session.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec();
        String name = host.getHost().replaceAll("^\\[|]$", "");
        return new Database(url().at(new DatabaseUrl.Host(name, host.getPort())), poolSize);
    }

    /**
     * A session from the pool, settled anew as by {@link #connect(String)}, which waits for no lock longer than a moment;
     * closing it gives it back.
     */
    public Connection lease() {
        try {
            return begun(kept(pool().getConnection()), Patience.TO_LOOK);
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
        return lender.isPresent() ? checkup.opened(connection) : connection;
    }

    private static SQLException closed(Connection connection, SQLException problem) {
        try {
            connection.close();
        } catch (SQLException e) {
            problem.addSuppressed(e);
        }
        return problem;
    }

    private synchronized AgroalDataSource pool() {
        if (lender.isPresent()) {
            return lender.get().pool();
        }
        if (pool == null) {
            pool = ConnectionPool.open(url, LoginProperties.of(url, "check"), poolSize);
        }
        return pool;
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
        Optional<PulseFailure> passfile = url.password().isEmpty() && Passfile.isWantedBy(problem)
                ? Passfile.ignored().map(ignored -> ignored.failure(url.redacted()))
                : Optional.empty();
        return passfile.or(() -> lockBehind(problem).map(lock -> ConnectionFailure.locked(url, lock, problem)))
                .or(() -> limitBehind(problem).map(limit -> ConnectionFailure.limited(url, limit, problem)))
                .orElseGet(() -> ConnectionFailure.of(url, problem));
    }

    /** In a checkup the limit is ours. */
    private Optional<TableLock> lockBehind(Throwable problem) {
        return ConnectionFailure.limit(problem)
                .filter(setting -> setting == LimitSetting.LOCK_TIMEOUT && !StopRequest.isUnderWay())
                .filter(setting -> lender.isPresent() || limit(setting).isEmpty())
                .flatMap(setting -> briefly(TableLockCatalog::read));
    }

    /**
     * The limit of this database that ended something, by its SQLSTATE; a session of its own asks where it is set. Empty
     * when none did.
     */
    public Optional<DatabaseLimit> limitBehind(Throwable problem) {
        return problem instanceof PulseFailure || StopRequest.isUnderWay()
                ? Optional.empty()
                : ConnectionFailure.limit(problem).flatMap(this::limit);
    }

    /** How a new session is limited by this setting; empty when it is not, or that cannot be asked. */
    public Optional<DatabaseLimit> limit(LimitSetting setting) {
        return briefly(session -> LimitCatalog.read(session, setting));
    }

    private <T> Optional<T> briefly(Query.Reading<Optional<T>> reading) {
        // Not by open(): what failed here would ask again.
        try (Connection connection =
                PreparedDriver.ONE.connect(url().jdbcUrl(), LoginProperties.brief(url, "limits"))) {
            return reading.in(OwnSession.begin(connection, Patience.TO_LOOK));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
