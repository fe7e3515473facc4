package io.opsconductor.pulse.db.migrate.plan;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.MigrationEvent;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.migrate.status.OpenHistory;
import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.KnownTableCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.trust.PathSchema;
import io.opsconductor.pulse.db.postgres.trust.SearchPathCatalog;
import io.opsconductor.pulse.db.postgres.trust.SearchPaths;

/** Reads what the database knows of migrations: Flyway's history, the Python runner's table, and our own log. */
public final class HistoryStore {
    private final Connection connection;
    private final SessionRole role;
    private final MigrationSettings settings;
    private HistoryPlace place;

    private HistoryStore(Connection connection, SessionRole role, MigrationSettings settings) throws SQLException {
        this.connection = connection;
        this.role = role;
        this.settings = settings;
        findAgain();
    }

    /**
     * Finds the tables.
     *
     * @param connection with our own search path
     * @param role the session's
     * @param settings where the history is, and whether the Python runner's table is kept
     * @throws PulseFailure (usage) when the history's place is not clear, or what is there is not to be believed
     */
    public static HistoryStore open(Connection connection, SessionRole role, MigrationSettings settings)
            throws SQLException {
        return new HistoryStore(connection, role, settings);
    }

    private void findAgain() throws SQLException {
        place = HistoryPlace.of(
                KnownTableCatalog.named(connection, HistoryPlace.HISTORY, HistoryPlace.RUNNER, HistoryPlace.LOG),
                role,
                settings.historySchema(),
                settings.runnerTable());
        HistoryTrust.problem(place.tables(), settings.historySchema().isPresent())
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    public HistoryPlace place() {
        return place;
    }

    /** Whose session reads it. */
    public SessionRole role() {
        return role;
    }

    /** Who may write to the tables and is not trusted; empty for no one. */
    public Optional<OpenHistory> open() {
        return OpenHistory.of(place.tables());
    }

    /**
     * Takes the right to write to the tables from all who are not trusted, before anything is read of them; where the role of the
     * session cannot do that, they stay open.
     *
     * @return what was open; empty for nothing
     */
    public Optional<OpenHistory> close() throws SQLException {
        Optional<OpenHistory> before = open();
        if (before.filter(OpenHistory::isGranted).isPresent()) {
            new RecordStore(connection, place).close();
            findAgain();
        }
        return before;
    }

    /** For those who are about to write: what is there may be written, and what is missing is made. */
    public RecordStore records() throws SQLException {
        requirePlace();
        // The one that is not configured lies in the path, where the role's own refusal says the same.
        List<PathSchema> places =
                place.tables().isEmpty() && settings.historySchema().isPresent()
                        ? SearchPathCatalog.schemas(connection, List.of(), place.schema())
                        : List.of();
        HistoryTrust.strange(places, place.schema(), role.name())
                .or(() -> HistoryTrust.unwritable(place, role.name()))
                .ifPresent(refusal -> {
                    throw refusal;
                });
        return new RecordStore(connection, place);
    }

    /** @throws PulseFailure (usage) when there is no history and the role has no schema to make one in */
    public void requirePlace() {
        HistoryTrust.homeless(place, role, settings.historySchema().isPresent()).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Where the tables are, once they have been made. */
    public HistoryPlace filled() throws SQLException {
        findAgain();
        return place;
    }

    /** @throws PulseFailure (usage) when the role may not read them */
    public RecordedMigrations recorded() throws SQLException {
        HistoryTrust.unreadable(place, role.name()).ifPresent(refusal -> {
            throw refusal;
        });
        List<AppliedMigration> history = read(place.history(), "history", HistoryStore::applied);
        List<LoggedMigration> log = read(place.log(), "log", HistoryStore::logged);
        boolean attempted = log.stream().anyMatch(entry -> entry.event() == MigrationEvent.BEGAN);
        return new RecordedMigrations(
                history, runnerScripts(place.runner()), log, attempted && MigrationLock.isHeldByAnother(connection));
    }

    /**
     * What a role sees that may only look, as that of a service: of history and Python runner's table, those that it may
     * read. Empty when it may read neither of those that are there.
     */
    public Optional<RecordedMigrations> readable() throws SQLException {
        Optional<KnownTable> history = place.history().filter(HistoryStore::canRead);
        Optional<KnownTable> runner = place.runner().filter(HistoryStore::canRead);
        boolean isThere = place.history().isPresent() || place.runner().isPresent();
        return isThere && history.isEmpty() && runner.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RecordedMigrations(read(history, "history", HistoryStore::applied), runnerScripts(runner)));
    }

    private static boolean canRead(KnownTable table) {
        return table.usable() && table.readable();
    }

    private Set<String> runnerScripts(Optional<KnownTable> table) throws SQLException {
        return Set.copyOf(read(table, "runner-scripts", row -> row.getString(1)));
    }

    private <T> List<T> read(Optional<KnownTable> table, String query, Query.RowMapper<T> mapper) throws SQLException {
        return table.isPresent() ? Query.list(connection, place.sql(query), mapper) : List.of();
    }

    /** Another tool's record of migrations, where there is one; empty for none. */
    public String otherTools() throws SQLException {
        return Query.one(
                connection,
                SqlFile.read("migrate/other-tools"),
                row -> row.getString(1),
                place.schema(),
                creates(),
                place.oids());
    }

    /** Tables, views and sequences that are in the schema although no migration was ever recorded. */
    public long foreignObjects() throws SQLException {
        return Query.one(
                connection,
                SqlFile.read("migrate/foreign-objects"),
                row -> row.getLong(1),
                place.schema(),
                creates(),
                place.oids());
    }

    /** Where the files' statements look for names, and the schemas that they name. */
    public SearchPaths paths(List<MigrationFile> files, ScannedFiles scanned) throws SQLException {
        Set<String> words = scanned.words(files);
        return SearchPathCatalog.own(connection, scanned.paths(files), words, scanned.named(files));
    }

    private String creates() {
        return role.createsIn().orElse(place.schema());
    }

    private static AppliedMigration applied(ResultSet row) throws SQLException {
        return new AppliedMigration(
                row.getString("version"),
                row.getString("description"),
                row.getString("script"),
                row.getString("type"),
                checksum(row),
                row.getTimestamp("applied_at").toInstant(),
                row.getInt("execution_time"),
                row.getBoolean("success"));
    }

    private static LoggedMigration logged(ResultSet row) throws SQLException {
        return new LoggedMigration(
                row.getString("version"),
                row.getString("script"),
                MigrationEvent.of(row.getString("event")),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                checksum(row),
                Optional.ofNullable(row.getString("digest")));
    }

    private static OptionalInt checksum(ResultSet row) throws SQLException {
        int checksum = row.getInt("checksum");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(checksum);
    }
}
