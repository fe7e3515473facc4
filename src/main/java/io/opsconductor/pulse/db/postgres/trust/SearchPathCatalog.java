package io.opsconductor.pulse.db.postgres.trust;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads from catalogues that everybody may read who may write where sessions look for names, and what is attached. */
public final class SearchPathCatalog {
    private SearchPathCatalog() {}

    public static SearchPaths read(Database database) {
        return database.read(connection -> read(connection));
    }

    /** The same on a session of ours that is there already. */
    public static SearchPaths read(Connection connection) throws SQLException {
        List<SearchPath> stored = new ArrayList<>(stored(connection));
        return read(connection, stored.remove(0), stored, List.of(), NamedSchemas.NONE, true);
    }

    /**
     * Of the session's own path alone, as it began.
     *
     * @param further where names are looked for, too; where that is not known, in every schema that there is
     * @param used names of objects that statements are about to use
     * @param named schemas that they name
     */
    public static SearchPaths own(Connection connection, SetPaths further, Collection<String> used, NamedSchemas named)
            throws SQLException {
        Optional<SearchPaths> open = ownUnlessClosed(connection, further, used, named);
        if (open.isPresent()) {
            return open.get();
        }
        SearchPath own = ownPath(connection, further);
        return new SearchPaths(
                own.role().orElseThrow(),
                own,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                named,
                missing(connection),
                further.known());
    }

    /**
     * The same, empty where there is nothing of a role that is not trusted, and no way for one to make something: then every path is
     * safe.
     */
    public static Optional<SearchPaths> ownUnlessClosed(
            Connection connection, SetPaths further, Collection<String> used, NamedSchemas named) throws SQLException {
        if (!any(connection, "postgres/any-untrusted-maker") && !any(connection, "postgres/any-untrusted-code")) {
            return Optional.empty();
        }
        SearchPath own = ownPath(connection, further);
        return Optional.of(read(
                connection,
                further.known()
                        ? own
                        : own.and(Query.list(connection, SqlFile.read("postgres/schemas"), row -> row.getString(1))),
                List.of(),
                used,
                named,
                further.known()));
    }

    private static SearchPath ownPath(Connection connection, SetPaths further) throws SQLException {
        return stored(connection).get(0).and(further.schemas());
    }

    private static List<SearchPath> stored(Connection connection) throws SQLException {
        return Query.list(connection, SqlFile.read("postgres/search-paths"), SearchPathCatalog::path);
    }

    private static SearchPaths read(
            Connection connection,
            SearchPath own,
            List<SearchPath> stored,
            Collection<String> used,
            NamedSchemas named,
            boolean known)
            throws SQLException {
        String[] names = Stream.concat(Stream.of(own), stored.stream())
                .flatMap(path -> path.resolved().stream())
                .distinct()
                .toArray(String[]::new);
        return new SearchPaths(
                own.role().orElseThrow(),
                own,
                stored,
                schemas(connection, used, named.written(), names),
                Query.list(connection, SqlFile.read("postgres/schema-makers"), row -> row.getString("maker")),
                attached(connection, used),
                named,
                missing(connection),
                known);
    }

    private static List<String> missing(Connection connection) throws SQLException {
        return Query.list(connection, SqlFile.read("postgres/unknown-trusted-roles"), row -> row.getString(1));
    }

    private static boolean any(Connection connection, String question) throws SQLException {
        return Query.one(connection, SqlFile.read(question), row -> row.getBoolean("found"));
    }

    private static List<AttachedCode> attached(Connection connection, Collection<String> used) throws SQLException {
        return any(connection, "postgres/any-untrusted-code")
                ? Query.list(connection, SqlFile.read("postgres/attached-code"), SearchPathCatalog::attached, (Object)
                        used.toArray(String[]::new))
                : List.of();
    }

    /** What would run with any statement that defines something, whatever it is about. */
    public static List<AttachedCode> eventTriggers(Connection connection) throws SQLException {
        return Query.list(connection, SqlFile.read("postgres/event-triggers"), SearchPathCatalog::attached);
    }

    private static AttachedCode attached(ResultSet row) throws SQLException {
        return new AttachedCode(
                row.getString("code"),
                Optional.ofNullable(row.getString("object")),
                Columns.texts(row, "carriers"),
                Columns.texts(row, "cures"));
    }

    /** Those of these names, and TimescaleDB's. */
    public static List<PathSchema> schemas(Connection connection, Collection<String> used, String... names)
            throws SQLException {
        return schemas(connection, used, List.of(), names);
    }

    private static List<PathSchema> schemas(
            Connection connection, Collection<String> used, Collection<String> named, String... names)
            throws SQLException {
        return Query.list(
                connection,
                SqlFile.read("postgres/path-schemas"),
                SearchPathCatalog::schema,
                names,
                named.toArray(String[]::new),
                used.toArray(String[]::new));
    }

    private static SearchPath path(ResultSet row) throws SQLException {
        Optional<String> role = Optional.ofNullable(row.getString("role"));
        boolean cut = row.getBoolean("cut");
        if (!cut && !row.getBoolean("foreign")) {
            return SearchPath.of(role, row.getString("path"));
        }
        UnreadPath unread = new UnreadPath(
                role,
                row.getLong("role_oid"),
                cut ? UnreadPath.Reason.TOO_LONG : UnreadPath.Reason.OTHER_ENCODING,
                row.getBoolean("trusted"));
        return new SearchPath(role, List.of(), Optional.of(unread));
    }

    private static PathSchema schema(ResultSet row) throws SQLException {
        return new PathSchema(
                row.getString("schema_name"),
                row.getString("owner"),
                row.getBoolean("trusted_owner"),
                Columns.texts(row, "makers"),
                Columns.texts(row, "impostors"));
    }
}
