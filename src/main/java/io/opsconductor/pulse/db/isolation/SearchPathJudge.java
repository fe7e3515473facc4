package io.opsconductor.pulse.db.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.PathSchema;
import io.opsconductor.pulse.db.postgres.trust.SearchPath;
import io.opsconductor.pulse.db.postgres.trust.SearchPaths;

/**
 * Judges whether a role can put a function or an operator where others' statements find it: a better match of arguments is
 * preferred to PostgreSQL's own, and runs with the rights of whoever sent the statement. Sessions of pulse-db look in
 * {@code pg_catalog} alone; those of people, services and migration files do not. Pure.
 */
final class SearchPathJudge {
    static final String ID = "schema.search-path";

    private static final String TARGET = "no one else";

    private SearchPathJudge() {}

    /** One finding for each schema that others may write into, or one good finding for the database. */
    static List<Finding> judge(String database, SearchPaths paths) {
        List<Finding> findings = new ArrayList<>();
        for (PathSchema schema : paths.schemas()) {
            Stream.of(impostors(schema), owner(schema, paths), makers(schema))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(findings::add);
        }
        user(database, paths).ifPresent(findings::add);
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        ID,
                        database,
                        String.join(", ", paths.own().schemas()),
                        TARGET,
                        "only trusted roles may write where sessions look for names"))
                : List.copyOf(findings);
    }

    private static Optional<Finding> impostors(PathSchema schema) {
        return schema.impostors().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        ID,
                        Severity.CRITICAL,
                        schema.name(),
                        schema.impostors().size() + " of others",
                        TARGET,
                        "functions or operators called as PostgreSQL's own or an extension's, which statements may run"
                                + " instead: " + String.join(", ", schema.impostors()),
                        "look at them, then DROP FUNCTION or DROP OPERATOR, and REVOKE CREATE ON SCHEMA "
                                + SqlIdentifier.of(schema.name()) + " FROM their owners;"));
    }

    private static Optional<Finding> owner(PathSchema schema, SearchPaths paths) {
        if (schema.trustedOwner()) {
            return Optional.empty();
        }
        boolean first = schema.name().equals(paths.role()) && paths.own().namesTheUser();
        return Optional.of(new Finding(
                ID,
                first ? Severity.CRITICAL : Severity.WARNING,
                schema.name(),
                "owned by " + schema.owner(),
                TARGET,
                first
                        ? "it is called as role " + paths.role()
                                + ", so that \"$user\" puts it first in that role's path"
                        : "its owner, who is no superuser and does not own the database, may put functions and operators"
                                + " there that others' statements run",
                "ALTER SCHEMA " + SqlIdentifier.of(schema.name()) + " OWNER TO pg_database_owner;"));
    }

    private static Optional<Finding> makers(PathSchema schema) {
        return schema.makers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        ID,
                        Severity.WARNING,
                        schema.name(),
                        "CREATE for " + String.join(", ", schema.makers()),
                        TARGET,
                        "who has that may put functions and operators there that others' statements run with their own"
                                + " rights",
                        "REVOKE CREATE ON SCHEMA " + SqlIdentifier.of(schema.name()) + " FROM "
                                + grantees(schema.makers()) + ";"));
    }

    /** A schema that is not there yet can be made by whoever may make schemas. */
    private static Optional<Finding> user(String database, SearchPaths paths) {
        SearchPath own = paths.own();
        boolean there =
                paths.schemas().stream().anyMatch(schema -> schema.name().equals(paths.role()));
        return !own.namesTheUser() || there || paths.schemaMakers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        ID,
                        Severity.WARNING,
                        database,
                        "CREATE for " + String.join(", ", paths.schemaMakers()),
                        TARGET,
                        "who has that may make a schema called " + paths.role()
                                + ", which \"$user\" puts first in that role's path",
                        "REVOKE CREATE ON DATABASE " + SqlIdentifier.of(database) + " FROM "
                                + grantees(paths.schemaMakers()) + "; or ALTER ROLE "
                                + SqlIdentifier.of(paths.role()) + " SET search_path = public;"));
    }

    private static String grantees(List<String> roles) {
        return String.join(
                ", ",
                roles.stream()
                        .map(role -> role.equals("PUBLIC") ? role : SqlIdentifier.of(role))
                        .toList());
    }
}
