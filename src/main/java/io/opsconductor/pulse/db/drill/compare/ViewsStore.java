package io.opsconductor.pulse.db.drill.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlState;

/**
 * Fills the materialized views that held rows where the backup comes from, in the order in which they depend on each
 * other, which is pg_dump's. PostgreSQL runs each as its owner, in a restricted operation: one of a superuser may call no
 * function of others, nor read a view of theirs that may execute what it is given.
 */
public final class ViewsStore {
    private static final String REFRESH = "REFRESH MATERIALIZED VIEW ";

    private ViewsStore() {}

    /** A view of the archive as it is in the database. */
    private record View(String name, String quoted, boolean populated, boolean powerful, Optional<String> strange) {}

    /**
     * @return by view, the rows that it got
     * @throws PulseFailure (failed) naming the first that cannot be filled
     */
    public static Map<String, Long> refresh(Database database, ArchiveToc toc, HeldFunctionsStore functions)
            throws InterruptedException {
        return refresh(database, toc, functions, view -> true);
    }

    /** Fills them once more: those that read rows which were not there yet the first time get another number of rows. */
    static Map<String, Long> again(Database database, ArchiveToc toc, HeldFunctionsStore functions)
            throws InterruptedException {
        return refresh(database, toc, functions, View::populated);
    }

    private static Map<String, Long> refresh(
            Database database, ArchiveToc toc, HeldFunctionsStore functions, Predicate<View> wanted)
            throws InterruptedException {
        try (Connection connection = database.connect("restore")) {
            return refresh(
                    connection,
                    views(connection, toc, functions).stream().filter(wanted).toList(),
                    functions);
        } catch (SQLException e) {
            throw functions.called(e).orElseGet(() -> database.failure(e));
        }
    }

    private static List<View> views(Connection connection, ArchiveToc toc, HeldFunctionsStore functions)
            throws SQLException {
        Query.list(connection, SqlFile.read("drill/fill-views"), row -> true, functions.holds());
        List<TocEntry> filled = toc.entries().stream()
                .filter(entry -> entry.is("MATERIALIZED VIEW DATA"))
                .toList();
        return Query.list(
                connection,
                SqlFile.read("drill/materialized-views"),
                ViewsStore::view,
                filled.stream().map(TocEntry::schema).toArray(String[]::new),
                filled.stream().map(TocEntry::tag).toArray(String[]::new));
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                row.getString("name"),
                row.getString("quoted"),
                row.getBoolean("populated"),
                row.getBoolean("powerful"),
                Optional.ofNullable(row.getString("strange")));
    }

    /**
     * Their functions are let go for that alone: a query of one may call what its indexes compute, as us. They are not for a
     * view of a superuser, which would call them as one.
     */
    private static Map<String, Long> refresh(Connection connection, List<View> views, HeldFunctionsStore functions)
            throws SQLException, InterruptedException {
        Map<String, Long> rows = new TreeMap<>();
        for (View view : views) {
            requireOwn(view, functions);
            functions.hold(view.powerful() ? Held.ALL : Held.NONE);
            rows.put(view.name(), refresh(connection, view, functions));
        }
        functions.hold(Held.ALL);
        return rows;
    }

    private static void requireOwn(View view, HeldFunctionsStore functions) {
        if (functions.holds() && view.powerful() && view.strange().isPresent()) {
            throw PulseFailure.failed(
                    "the materialized view " + view.name() + " cannot be filled: it belongs to a superuser and reads "
                            + view.strange().get() + ", which may execute with a superuser's rights what it is given",
                    HeldFunctionsStore.REMEDY,
                    null);
        }
    }

    private static long refresh(Connection connection, View view, HeldFunctionsStore functions)
            throws SQLException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while materialized views were filled");
        }
        try (Statement statement = connection.createStatement()) {
            return functions.holds()
                    ? refreshAndTell(connection, statement, view)
                    : refreshAndCount(connection, statement, view);
        } catch (SQLException e) {
            if (e.getSQLState() == null
                    || SqlState.isConnectionLost(e)
                    || e.getSQLState().startsWith("57")) {
                throw e;
            }
            throw PulseFailure.failed(
                    "the materialized view " + view.name() + " cannot be filled: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    functions.called(e).isPresent()
                            ? HeldFunctionsStore.REMEDY
                            : "correct it where the backup comes from, and take another one",
                    e);
        }
    }

    /** By what PostgreSQL noted of this transaction: a query of the view would be planned, which calls what its owner wrote. */
    private static long refreshAndTell(Connection connection, Statement statement, View view) throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Transactions before that are not yet reported are in it, too.
            long before = inserted(connection, view);
            statement.execute(REFRESH + view.quoted());
            long rows = inserted(connection, view) - before;
            connection.commit();
            return rows;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static long inserted(Connection connection, View view) throws SQLException {
        return Query.first(
                        connection, SqlFile.read("drill/inserted-rows"), row -> row.getLong("inserted"), view.quoted())
                .orElseThrow();
    }

    /** Nothing runs with more than our role's own rights. Not every role may have PostgreSQL take notes. */
    private static long refreshAndCount(Connection connection, Statement statement, View view) throws SQLException {
        statement.execute(REFRESH + view.quoted());
        return Query.first(connection, "SELECT count(*) FROM " + view.quoted(), row -> row.getLong(1))
                .orElseThrow();
    }
}
