package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.AttachedCode;
import io.opsconductor.pulse.db.postgres.trust.PathSchema;
import io.opsconductor.pulse.db.postgres.trust.SearchPaths;
import io.opsconductor.pulse.db.postgres.trust.TrustedRoles;

/**
 * Whether files may run: a name in a file that is written without its schema would call the function or operator of another
 * role, or a write run what that role has attached, with all rights of the one that migrates. Pure.
 */
public final class PathTrust {
    private PathTrust() {}

    /** What keeps migrations from running, now or by what may be made while they run. */
    public static Optional<PulseFailure> refusal(SearchPaths paths) {
        if (paths.own().cut()) {
            return Optional.of(PulseFailure.usage(
                    "the search_path of role " + paths.role()
                            + " is longer than 10000 characters: who may write into all of its schemas is not known",
                    "ALTER ROLE " + SqlIdentifier.of(paths.role()) + " SET search_path = public;"));
        }
        List<PathSchema> named = paths.namedSchemas();
        List<PathSchema> others = paths.schemas().stream()
                .filter(schema -> !named.contains(schema))
                .toList();
        return writable(paths.ownSchemas(), paths.known() ? paths.open() : List.of(), paths)
                .or(() -> anywhere(paths))
                .or(() -> impostors(others, paths.role()))
                .or(() -> paths.attached().stream().findFirst().map(code -> attached(code, paths)))
                .or(() -> writable(named, paths.openNamed(), paths))
                .or(() -> impostors(named, paths.role()));
    }

    /** What does not keep them from running, and is told. */
    public static List<String> warnings(SearchPaths paths) {
        return paths.missing().stream().map(TrustedRoles::missing).toList();
    }

    private static Optional<PulseFailure> writable(List<PathSchema> schemas, List<String> open, SearchPaths paths) {
        return schemas.stream()
                .filter(schema -> !schema.trustedOwner())
                .findFirst()
                .map(schema -> owner(schema, paths))
                .or(() -> schemas.stream()
                        .filter(schema -> !schema.makers().isEmpty())
                        .findFirst()
                        .map(schema -> makers(schema, paths)))
                .or(() -> open.stream().findFirst().map(schema -> open(schema, paths)));
    }

    private static Optional<PulseFailure> anywhere(SearchPaths paths) {
        return paths.anywhere().isEmpty()
                ? Optional.empty()
                : Optional.of(PulseFailure.usage(
                        String.join(", ", paths.anywhere())
                                + " may make schemas, and a file computes its search_path, so that any of them may be in it: a"
                                + " migration would call the functions there with the rights of " + paths.role(),
                        "write the path as names or as a constant; or REVOKE CREATE ON DATABASE … FROM "
                                + SqlIdentifier.grantees(paths.anywhere())));
    }

    private static Optional<PulseFailure> impostors(List<PathSchema> schemas, String role) {
        return schemas.stream()
                .filter(schema -> !schema.impostors().isEmpty())
                .findFirst()
                .map(schema -> impostors(schema, role));
    }

    /** Why its objects matter. */
    private static String use(String schema, SearchPaths paths) {
        if (!paths.isInPath(schema)) {
            return "which a file names";
        }
        return "which is in the search_path of role " + paths.role() + " or of a file"
                + (paths.known() ? "" : ", or may be in one that a file computes");
    }

    private static PulseFailure owner(PathSchema schema, SearchPaths paths) {
        String role = SqlIdentifier.of(paths.role());
        return PulseFailure.usage(
                "schema " + schema.name() + ", " + use(schema.name(), paths) + ", belongs to role " + schema.owner()
                        + ", which is neither this role, nor the database's owner, nor a superuser: it could make functions"
                        + " there that a migration calls",
                "ALTER SCHEMA " + SqlIdentifier.of(schema.name()) + " OWNER TO " + role
                        + (paths.isInPath(schema.name())
                                ? "; or leave the schema out of the path: ALTER ROLE " + role + " SET search_path = …"
                                : "; or, where its owner is to be trusted, GRANT " + SqlIdentifier.of(schema.owner())
                                        + " TO " + role + ", or name it in " + TrustedRoles.KEY));
    }

    private static PulseFailure makers(PathSchema schema, SearchPaths paths) {
        return PulseFailure.usage(
                String.join(", ", schema.makers()) + " may create objects in schema " + schema.name() + ", "
                        + use(schema.name(), paths) + ": a migration would call its functions with the rights of "
                        + paths.role(),
                "REVOKE CREATE ON SCHEMA " + SqlIdentifier.of(schema.name()) + " FROM "
                        + SqlIdentifier.grantees(schema.makers())
                        + (paths.isInPath(schema.name()) ? "; or leave the schema out of the role's search_path" : ""));
    }

    private static PulseFailure open(String schema, SearchPaths paths) {
        String role = SqlIdentifier.of(paths.role());
        return PulseFailure.usage(
                String.join(", ", paths.schemaMakers()) + " may make a schema called " + schema + ", "
                        + use(schema, paths)
                        + " and does not exist: a migration would call the functions there with the rights of "
                        + paths.role(),
                (paths.isInPath(schema)
                                ? "ALTER ROLE " + role + " SET search_path = public"
                                : "CREATE SCHEMA " + SqlIdentifier.of(schema))
                        + "; or REVOKE CREATE ON DATABASE … FROM " + SqlIdentifier.grantees(paths.schemaMakers()));
    }

    private static PulseFailure impostors(PathSchema schema, String role) {
        return PulseFailure.usage(
                "schema " + schema.name()
                        + " holds objects of roles that are not trusted, which these files name, or would call in place of"
                        + " PostgreSQL's, an extension's or their own: "
                        + String.join(", ", schema.impostors()),
                "look at them, then DROP FUNCTION, DROP OPERATOR, DROP TABLE …; where their owner is to be trusted, make role "
                        + role + " a member of it, or name it in " + TrustedRoles.KEY);
    }

    private static PulseFailure attached(AttachedCode code, SearchPaths paths) {
        int more = paths.attached().size() - 1;
        return PulseFailure.usage(
                String.join(", ", code.carriers()) + " runs code that is not trusted, " + code.code()
                        + (more == 0 ? "" : " (and " + Counted.of(more, "other object") + " so)")
                        + ": a migration would run it with the rights of " + paths.role(),
                (code.cures().isEmpty()
                                ? "read it, then " + code.change()
                                : "look at it, then " + String.join(" ", code.cures()))
                        + "; where its owner is to be trusted, make role " + SqlIdentifier.of(paths.role())
                        + " a member of it, or name it in " + TrustedRoles.KEY);
    }
}
