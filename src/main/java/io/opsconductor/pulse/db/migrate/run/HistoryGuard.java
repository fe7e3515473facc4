package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;
import io.opsconductor.pulse.db.migrate.plan.MigrationLock;
import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.KnownTableCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.postgres.sql.StatementPipeline;

/**
 * Sees to it that no file is recorded that damaged the record: one that touches everything in a schema touches our tables
 * too.
 */
public final class HistoryGuard {
    private final HistoryPlace place;
    private final long logged;
    private final long ranked;
    private final long database;
    private final boolean bare;

    /**
     * @param logged the highest number in our log when the run began
     * @param ranked the same of the history
     * @param database its oid
     * @param bare whether nothing was attached to the tables
     */
    private HistoryGuard(HistoryPlace place, long logged, long ranked, long database, boolean bare) {
        this.place = place;
        this.logged = logged;
        this.ranked = ranked;
        this.database = database;
        this.bare = bare;
    }

    /** @param place as it is once all tables have been made */
    public static HistoryGuard of(Connection connection, HistoryPlace place) throws SQLException {
        return Query.one(
                connection,
                place.sql("fill"),
                row -> new HistoryGuard(
                        place,
                        row.getLong("logged"),
                        row.getLong("ranked"),
                        row.getLong("database"),
                        row.getBoolean("bare")),
                place.oids());
    }

    HistoryPlace place() {
        return place;
    }

    /** What our log holds at least once so many files of this run are recorded. */
    long logged(int applied) {
        return logged + applied;
    }

    /** The same of the history. */
    long ranked(int applied) {
        return ranked + applied;
    }

    /** The oid of the database. */
    long database() {
        return database;
    }

    /** Whether {@link #undamaged()} is worth being tried first. */
    boolean bare() {
        return bare;
    }

    /** Fails unless the tables are certainly as they were; gives no row. */
    String undamaged() {
        return SqlFile.read("migrate/undamaged")
                .formatted(
                        SqlLiteral.of("{" + place.oids() + "}"),
                        SqlLiteral.of(place.schema()),
                        place.tables().stream().map(HistoryGuard::same).collect(Collectors.joining(" OR ")),
                        place.tables().size());
    }

    private static String same(KnownTable table) {
        return "relation.oid = " + table.oid() + " AND relation.relname = " + SqlLiteral.of(table.name())
                + " AND pg_get_userbyid(relation.relowner) IN (" + SqlLiteral.of(table.owner()) + ", current_user)";
    }

    /** Asks what became of the tables; gives no row for nothing. */
    String question() {
        String known = place.tables().stream().map(HistoryGuard::values).collect(Collectors.joining(", "));
        return SqlFile.read("migrate/guard").formatted(SqlLiteral.of(place.schema()), known);
    }

    private static String values(KnownTable table) {
        return "(" + table.oid() + "::oid, " + SqlLiteral.of(table.name()) + ", " + SqlLiteral.of(table.owner()) + ")";
    }

    /**
     * @param answers to the question and to the rows behind it, of which the last is one or none
     * @param applied files of this run
     * @throws PulseFailure (failed) saying what the file destroyed
     */
    void check(Connection connection, StatementPipeline.Answers answers, String script, int applied, String kept)
            throws SQLException {
        if (answers.problem().isPresent() && connection.isClosed()) {
            // The session ended before it answered the question: the last row is that of another statement.
            throw answers.problem().get();
        }
        List<String> row = answers.lastRow();
        Optional<HistoryDamage> damage = HistoryDamage.of(row);
        if (damage.filter(HistoryDamage.GIVEN_AWAY::equals).isPresent()
                && answers.problem().isEmpty()) {
            Optional<KnownTable> strangers = ownedByStrangers(connection);
            if (strangers.isPresent()) {
                KnownTable table = strangers.get();
                throw HistoryDamage.GIVEN_AWAY.failure(script, table.name(), table.owner(), kept);
            }
        } else if (damage.isPresent()) {
            throw damage.get().failure(script, row.get(0), row.get(2), kept);
        }
        if (answers.problem().isPresent()) {
            SQLException problem = answers.problem().get();
            throw PulseFailure.failed(
                    script + " ran, but could not be recorded in schema " + place.schema() + ": "
                            + MigrationFailure.text(problem) + " (SQLSTATE " + problem.getSQLState() + "); " + kept,
                    "look at what the file does to the tables there, and run migrate again",
                    problem);
        }
        if (answers.rows() != 1) {
            throw emptied(connection, script, applied, kept).orElseGet(() -> lockGone(script));
        }
    }

    /** One of our tables whose owner is not trusted, and did not have it before the file. */
    private Optional<KnownTable> ownedByStrangers(Connection connection) throws SQLException {
        return KnownTableCatalog.named(
                        connection,
                        place.tables().stream().map(KnownTable::name).toArray(String[]::new))
                .stream()
                .filter(now -> place.tables().stream()
                        .anyMatch(
                                then -> then.oid() == now.oid() && !then.owner().equals(now.owner())))
                .filter(now -> !now.trustedOwner())
                .findFirst();
    }

    private Optional<PulseFailure> emptied(Connection connection, String script, int applied, String kept)
            throws SQLException {
        boolean held = Query.one(
                connection,
                SqlFile.read("migrate/lock-held"),
                row -> row.getBoolean(1),
                MigrationLock.CLASS,
                MigrationLock.OBJECT);
        HistoryGuard now = of(connection, place);
        String table = now.ranked < ranked + applied ? HistoryPlace.HISTORY : HistoryPlace.LOG;
        return held
                ? Optional.of(HistoryDamage.EMPTIED.failure(script, place.schema() + "." + table, "", kept))
                : Optional.empty();
    }

    private static PulseFailure lockGone(String script) {
        return PulseFailure.failed(
                script + " gave the migration lock away, by pg_advisory_unlock_all() or DISCARD: another run may"
                        + " have begun; the file is not recorded",
                "take that call out of the file and run migrate again",
                null);
    }
}
