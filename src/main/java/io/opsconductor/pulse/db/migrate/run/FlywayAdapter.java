package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.failure.Backoff;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The one door to Flyway: hands it the files to apply, and turns what it throws into a failure of ours. */
public final class FlywayAdapter {
    /** lock_not_available, deadlock_detected, serialization_failure: the file was rolled back and may be tried again. */
    private static final Set<String> WORTH_A_RETRY =
            Set.of(SqlState.LOCK_NOT_AVAILABLE, SqlState.DEADLOCK, SqlState.SERIALIZATION_FAILURE);

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private static final int ANSWER_SECONDS = 5;

    private final Connection connection;
    private final SessionSettings session;
    private final HistoryGuard guard;
    private final WaitReporter waits;
    private final int retries;
    private final Limits limits;

    public FlywayAdapter(
            Connection connection,
            SessionSettings session,
            HistoryGuard guard,
            WaitReporter waits,
            int retries,
            Limits limits) {
        this.connection = connection;
        this.session = session;
        this.guard = guard;
        this.waits = waits;
        this.retries = retries;
        this.limits = limits;
    }

    /** Has the JVM load Flyway while the caller does something else: that takes it as long as lint takes a folder. */
    public static void loadAhead() {
        Thread ahead = new Thread(() -> configure().load(), "load Flyway");
        ahead.setDaemon(true);
        ahead.start();
    }

    private static FluentConfiguration configure() {
        return Flyway.configure().loggers(SilentFlywayLog.class.getName());
    }

    /** Applies what remains of the run, file by file, each with its history row in one transaction. */
    public void apply(MigrationRun run) throws SQLException, InterruptedException {
        int attempt = 0;
        int appliedBefore = -1;
        while (!run.remaining().isEmpty()) {
            try {
                String first = run.next().get(0).script();
                flyway(run).migrate();
                run.finished();
                if (run.next().stream().anyMatch(file -> file.script().equals(first))) {
                    throw PulseFailure.failed(first + ": Flyway takes it for applied", "look at pulse-db status", null);
                }
            } catch (PulseFailure e) {
                run.progress().failed(run.rolledBack());
                flush(run, e);
                throw e;
            } catch (FlywayException e) {
                String script = run.rolledBack();
                attempt = run.applied().size() > appliedBefore ? 1 : attempt + 1;
                appliedBefore = run.applied().size();
                SQLException cause = MigrationFailure.sqlCause(e);
                // Outside a transaction nothing was rolled back: what is left has to be looked at first.
                if (cause == null
                        || !script.isEmpty() && run.isOutsideTransaction(run.file(script))
                        || !WORTH_A_RETRY.contains(SqlState.of(cause))
                        || attempt > retries) {
                    run.progress().failed(script);
                    flush(run, e);
                    throw MigrationFailure.of(e, script, run, limits.behind(cause), isLost(cause));
                }
                pause(run, script, cause, attempt);
            }
        }
    }

    /** Whether the session is gone; a file may raise the states of a lost one, and believing that would have it run again without end. */
    private boolean isLost(SQLException cause) {
        try {
            return cause != null && SqlState.isSessionLost(cause) && !connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return true;
        }
    }

    /** Before it is said that files stay applied, they are on disk; of a lost session nothing of the kind is said. */
    private void flush(MigrationRun run, RuntimeException problem) {
        try {
            if (!run.applied().isEmpty() && !connection.isClosed()) {
                Query.list(connection, guard.place().sql("flush"), row -> row.getLong(1));
            }
        } catch (SQLException e) {
            problem.addSuppressed(e);
        }
    }

    private void pause(MigrationRun run, String script, SQLException cause, int attempt) throws InterruptedException {
        Duration pause = BACKOFF.jittered(attempt);
        run.progress().retrying(script, MigrationFailure.text(cause), attempt, retries, pause);
        Thread.sleep(pause.toMillis());
    }

    private Flyway flyway(MigrationRun run) {
        FileRecord record = new FileRecord(session, guard, run);
        FluentConfiguration configuration = configure()
                .dataSource(new SharedConnection(connection, run::heard))
                .resolvers(new FlywayMigrations(connection, record, waits, run))
                .skipDefaultResolvers(true)
                .skipDefaultCallbacks(true)
                .resourceProvider(new NoResources())
                .javaMigrationClassProvider(List::of)
                .callbacks(new FlywayEvents(record, run))
                .placeholderReplacement(false)
                // The plan has judged order, drift and missing files already, and hands over only what is to run.
                .outOfOrder(true)
                .validateOnMigrate(false)
                .ignoreMigrationPatterns("*:*")
                .defaultSchema(guard.place().schema())
                .createSchemas(false)
                .connectRetries(0);
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                // A lock held by a transaction would block CREATE INDEX CONCURRENTLY.
                .setTransactionalLock(false);
        return configuration.load();
    }

    /** Spares Flyway looking for files of its own in folders and on the class path. */
    private static final class NoResources implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return List.of();
        }
    }
}
