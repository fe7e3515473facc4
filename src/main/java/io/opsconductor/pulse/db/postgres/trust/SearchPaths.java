package io.opsconductor.pulse.db.postgres.trust;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose code sessions run: who may write where they look for names, and what is attached to what they write.
 *
 * @param role that looked
 * @param own its path, as a session has it that changes nothing
 * @param stored paths that are stored for roles, in this database or in all
 * @param schemas those of all these paths and of these names that exist, and TimescaleDB's
 * @param schemaMakers roles that are not trusted and may make schemas in this database
 * @param attached what such roles run without being found by name
 * @param named schemas that statements name themselves
 * @param missing roles that the configuration trusts and that the server does not have
 * @param known false where statements compute a path: the own one then has every schema, and may get one that is not there yet
 */
public record SearchPaths(
        String role,
        SearchPath own,
        List<SearchPath> stored,
        List<PathSchema> schemas,
        List<String> schemaMakers,
        List<AttachedCode> attached,
        NamedSchemas named,
        List<String> missing,
        boolean known) {

    /** What {@code path-schemas.sql} passes over: made by PostgreSQL and by TimescaleDB. */
    private static final Pattern SYSTEM = Pattern.compile("pg_|_?timescaledb_|information_schema$");

    public SearchPaths {
        stored = List.copyOf(stored);
        schemas = List.copyOf(schemas);
        schemaMakers = List.copyOf(schemaMakers);
        attached = List.copyOf(attached);
        missing = List.copyOf(missing);
    }

    /** Those of the own path. */
    public List<PathSchema> ownSchemas() {
        List<String> names = own.resolved();
        return schemas.stream().filter(schema -> names.contains(schema.name())).toList();
    }

    /** Those that statements name themselves and that are not in the own path. */
    public List<PathSchema> namedSchemas() {
        return schemas.stream()
                .filter(schema -> named.written().contains(schema.name()) && !isInPath(schema.name()))
                .toList();
    }

    /** Whether names are looked for there. */
    public boolean isInPath(String schema) {
        return own.resolved().contains(schema);
    }

    /** Who may make a schema that a computed path may name; empty where no path is computed. */
    public List<String> anywhere() {
        return known ? List.of() : schemaMakers;
    }

    /** Names in the own path under which a role that is not trusted may make a schema, since no schema has them yet. */
    public List<String> open() {
        return open(own.resolved().stream());
    }

    /** The same of names that statements write themselves. */
    public List<String> openNamed() {
        return open(named.expected().stream().sorted());
    }

    private List<String> open(Stream<String> names) {
        return schemaMakers.isEmpty()
                ? List.of()
                : names.filter(name -> schemas.stream()
                                .noneMatch(schema -> schema.name().equals(name)))
                        .filter(name -> !SYSTEM.matcher(name).lookingAt())
                        .distinct()
                        .toList();
    }
}
