package io.opsconductor.pulse.db.drill.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocEntry;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * Fills the materialized views that held rows where the backup comes from, in the order in which they depend on each
 * other, which is pg_dump's. PostgreSQL runs each as its owner, in a restricted operation: one of a superuser may call no
 * function of others, nor read a view of theirs that may execute what it is given.
 */
public final class ViewsStore {
    private static final String REFRESH = "REFRESH MATERIALIZED VIEW ";
    private static final int ALIVE_SECONDS = 10;
    private static final int LONGEST = 300;

    private ViewsStore() {}

    /** A view of the archive as it is in the database. */
    private record View(
            String name,
            String quoted,
            boolean populated,
            boolean powerful,
            Optional<String> strange,
            String owner,
            Optional<String> outside) {
        /** The statement first: what is said of the failure may be its owner's. */
        String failed(String said) {
            return "is not filled (role " + owner + "): " + REFRESH + quoted + " failed: " + said;
        }
    }

    /**
     * One that cannot be filled is left as it is, with those that read it: its owner may have written what fails elsewhere.
     *
     * @param scratch whether the database is to be dropped: those that read what is on another server are passed over
     * @param told the name of each before it is filled
     * @throws PulseFailure when the session is lost
     */
    public static Filled refresh(
            Database database, ArchiveToc toc, HeldFunctionsStore functions, boolean scratch, Consumer<String> told)
            throws InterruptedException {
        return refresh(database, toc, functions, view -> true, scratch, told);
    }

    /** Fills them once more: those that read rows which were not there yet the first time get another number of rows. */
    static Filled again(Database database, ArchiveToc toc, HeldFunctionsStore functions) throws InterruptedException {
        return refresh(database, toc, functions, View::populated, false, view -> {});
    }

    private static Filled refresh(
            Database database,
            ArchiveToc toc,
            HeldFunctionsStore functions,
            Predicate<View> wanted,
            boolean scratch,
            Consumer<String> told)
            throws InterruptedException {
        try (Connection connection = database.connect("restore")) {
            Map<String, String> outside = new TreeMap<>();
            List<View> views = new ArrayList<>();
            for (View view : views(connection, toc, functions)) {
                if (scratch && view.outside().isPresent()) {
                    outside.put(view.name(), view.outside().get());
                } else if (wanted.test(view)) {
                    views.add(view);
                }
            }
            return refresh(connection, views, functions, outside, told);
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
                Optional.ofNullable(row.getString("strange")),
                row.getString("owner"),
                Optional.ofNullable(row.getString("outside")));
    }

    /**
     * Their functions are let go for that alone: a query of one may call what its indexes compute, as us. They are not for a
     * view of a superuser, which would call them as one.
     */
    private static Filled refresh(
            Connection connection,
            List<View> views,
            HeldFunctionsStore functions,
            Map<String, String> outside,
            Consumer<String> told)
            throws SQLException, InterruptedException {
        Map<String, Long> rows = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        for (View view : views) {
            if (functions.holds() && view.powerful() && view.strange().isPresent()) {
                failed.put(view.name(), strange(view));
                continue;
            }
            functions.hold(view.powerful() ? Held.ALL : Held.NONE);
            told.accept(view.name());
            try {
                rows.put(view.name(), refresh(connection, view, functions));
            } catch (SQLException e) {
                // Its code may raise what a lost session says.
                if (!connection.isValid(ALIVE_SECONDS)) {
                    throw e;
                }
                failed.put(view.name(), view.failed(said(e, functions)));
            }
        }
        functions.hold(Held.ALL);
        return new Filled(rows, failed, outside);
    }

    private static String strange(View view) {
        return "is not filled (role " + view.owner() + "): it belongs to a superuser and reads "
                + view.strange().get() + ", which may execute with a superuser's rights what it is given -> "
                + HeldFunctionsStore.REMEDY;
    }

    private static String said(SQLException problem, HeldFunctionsStore functions) {
        String said = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        return (said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…")
                + (functions.called(problem).isPresent() ? " -> " + HeldFunctionsStore.REMEDY : "");
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
        return Query.one(
                connection, SqlFile.read("drill/inserted-rows"), row -> row.getLong("inserted"), view.quoted());
    }

    /** Nothing runs with more than our role's own rights. Not every role may have PostgreSQL take notes. */
    private static long refreshAndCount(Connection connection, Statement statement, View view) throws SQLException {
        statement.execute(REFRESH + view.quoted());
        return Query.one(connection, "SELECT count(*) FROM " + view.quoted(), row -> row.getLong(1));
    }
}
