package io.opsconductor.pulse.db.drill.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * A database that is filled for keeps, by a superuser: until it is compared it is closed to all but superusers. Whoever owns a
 * table there could exchange it for a view, or give it an index over a function, just before its rows are counted, and that
 * would run as the superuser. When it is closed, others may enter as before; a killed restore leaves it to superusers, and a
 * note of who may enter, which the next one into that database follows.
 */
public final class ClosedDatabaseStore implements AutoCloseable {
    /** Who was being let in when the right was taken away shows by then. */
    private static final long BEING_LET_IN_MILLIS = 300;
    /** How long a session that has been told to end may take for that: the one that loaded the rows, whose role is gone already. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final long AGAIN_MILLIS = 100;

    private final Database database;
    private final List<String> opening;

    private ClosedDatabaseStore(Database database, List<String> opening) {
        this.database = database;
        this.opening = opening;
    }

    private record Right(String closing, String opening) {}

    /**
     * @param database with a superuser's login
     * @throws PulseFailure (not now) when others are in it; then it is as it was
     */
    public static ClosedDatabaseStore of(Database database) throws InterruptedException {
        List<Right> rights = database.read(
                "restore",
                connection -> Query.list(
                        connection,
                        SqlFile.read("drill/database-rights"),
                        row -> new Right(row.getString("closing"), row.getString("opening"))));
        ClosedDatabaseStore closed = new ClosedDatabaseStore(
                database, rights.stream().map(Right::opening).toList());
        boolean alone = false;
        try {
            together(database, rights.stream().map(Right::closing).toList());
            Thread.sleep(BEING_LET_IN_MILLIS);
            closed.requireAlone();
            alone = true;
            return closed;
        } finally {
            if (!alone) {
                closed.close();
            }
        }
    }

    /** @throws PulseFailure (not now) when a role that is no superuser stays in it */
    public void requireAlone() throws InterruptedException {
        long until = System.nanoTime() + ENDING.toNanos();
        String others = others();
        while (!others.isEmpty() && System.nanoTime() < until) {
            Thread.sleep(AGAIN_MILLIS);
            others = others();
        }
        if (!others.isEmpty()) {
            throw PulseFailure.notNow(
                    database.url().redacted() + " is in use by " + others
                            + ": until it is restored and compared only superusers may be in it, for who owns a table there"
                            + " could have its rows' counting run code",
                    "end these sessions (SELECT pg_terminate_backend(PID)), then restore into an empty database",
                    null);
        }
    }

    private String others() {
        return database.read("restore", connection -> Query.list(
                        connection,
                        SqlFile.read("drill/others-inside"),
                        row -> row.getString("role") + " (pid " + row.getInt("pid") + ")")
                .stream()
                .collect(Collectors.joining(", ")));
    }

    @Override
    public void close() {
        together(database, opening);
    }

    /** All or nothing: what a kill leaves is either as it was, or closed with a note. */
    private static void together(Database database, List<String> statements) {
        List<String> all = new ArrayList<>(List.of("BEGIN"));
        all.addAll(statements);
        all.add("COMMIT");
        TemporaryRolesStore.execute(database, all);
    }
}
