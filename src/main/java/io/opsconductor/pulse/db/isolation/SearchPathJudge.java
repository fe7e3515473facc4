package io.opsconductor.pulse.db.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.AttachedCode;
import io.opsconductor.pulse.db.postgres.trust.PathSchema;
import io.opsconductor.pulse.db.postgres.trust.SearchPath;
import io.opsconductor.pulse.db.postgres.trust.SearchPaths;
import io.opsconductor.pulse.db.postgres.trust.TrustedRoles;
import io.opsconductor.pulse.db.postgres.trust.UnreadPath;

/**
 * Judges whether a role can put a function or an operator where others' statements find it: a better match of arguments is
 * preferred to PostgreSQL's own, and runs with the rights of whoever sent the statement. Sessions of pulse-db look in
 * {@code pg_catalog} alone; those of people, services and migration files do not. What is attached to tables (triggers,
 * expressions) runs so without any name. Pure.
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
        Stream.concat(Stream.of(paths.own()), paths.stored().stream())
                .flatMap(path -> path.unread().stream())
                .map(path -> unread(database, path))
                .distinct()
                .forEach(findings::add);
        paths.missing().stream().map(SearchPathJudge::missing).forEach(findings::add);
        paths.attached().stream().map(SearchPathJudge::attached).forEach(findings::add);
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        ID,
                        database,
                        String.join(", ", paths.own().schemas()),
                        TARGET,
                        "only trusted roles' code runs in others' sessions"))
                : List.copyOf(findings);
    }

    private static Optional<Finding> impostors(PathSchema schema) {
        int count = schema.impostors().size();
        return count == 0
                ? Optional.empty()
                : Optional.of(finding(
                        Severity.CRITICAL,
                        schema.name(),
                        count + " of others",
                        "functions or operators called as PostgreSQL's, an extension's or a trusted role's, which statements may run"
                                + " instead: " + String.join(", ", schema.impostors()),
                        count,
                        Remedy.text("look at them, then DROP FUNCTION or DROP OPERATOR, and REVOKE CREATE ON SCHEMA "
                                + SqlIdentifier.of(schema.name()) + " FROM their owners")));
    }

    private static Optional<Finding> owner(PathSchema schema, SearchPaths paths) {
        if (schema.trustedOwner()) {
            return Optional.empty();
        }
        boolean first = schema.name().equals(paths.role()) && paths.own().namesTheUser();
        // The path of the owner alone leads no other role there.
        boolean others = Stream.concat(Stream.of(paths.own()), paths.stored().stream())
                .filter(path -> path.resolved().contains(schema.name()))
                .anyMatch(path -> !path.role().equals(Optional.of(schema.owner())));
        return Optional.of(finding(
                others ? Severity.CRITICAL : Severity.WARNING,
                schema.name(),
                "owned by " + schema.owner(),
                first
                        ? "it is called as role " + paths.role()
                                + ", so that \"$user\" puts it first in that role's path"
                        : "its owner, who is no superuser and does not own the database, may put functions and operators"
                                + " there that others' statements run",
                1,
                Remedy.sql("ALTER SCHEMA " + SqlIdentifier.of(schema.name()) + " OWNER TO pg_database_owner;")));
    }

    private static Optional<Finding> makers(PathSchema schema) {
        return schema.makers().isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        Severity.WARNING,
                        schema.name(),
                        "CREATE for " + String.join(", ", schema.makers()),
                        "these roles may put functions and operators there that others' statements run with their own"
                                + " rights",
                        schema.makers().size(),
                        Remedy.sql("REVOKE CREATE ON SCHEMA " + SqlIdentifier.of(schema.name()) + " FROM "
                                + SqlIdentifier.grantees(schema.makers()) + ";")));
    }

    /** A schema that is not there yet can be made by whoever may make schemas. */
    private static Optional<Finding> user(String database, SearchPaths paths) {
        SearchPath own = paths.own();
        boolean there =
                paths.schemas().stream().anyMatch(schema -> schema.name().equals(paths.role()));
        return !own.namesTheUser() || there || paths.schemaMakers().isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        Severity.WARNING,
                        database,
                        "CREATE for " + String.join(", ", paths.schemaMakers()),
                        "these roles may make a schema called " + paths.role()
                                + ", which \"$user\" puts first in that role's path",
                        paths.schemaMakers().size(),
                        Remedy.sql("REVOKE CREATE ON DATABASE " + SqlIdentifier.of(database) + " FROM "
                                        + SqlIdentifier.grantees(paths.schemaMakers()) + ";")
                                .or(Remedy.sql("ALTER ROLE " + SqlIdentifier.of(paths.role())
                                        + " SET search_path = public;"))));
    }

    /** What leads a role astray that is not trusted does not keep the others from being judged. */
    private static Finding unread(String database, UnreadPath path) {
        String subject = path.role().orElse(path.oid() == 0 ? database : "role " + path.oid());
        String message = "the search_path " + path.owner() + " is "
                + path.reason().text() + ": who may write into all of its schemas is not known";
        return (path.trusted()
                        ? Finding.unknown(ID, subject, message)
                        : Finding.warning(ID, subject, message + "; that role is not trusted, and alone in using it"))
                .measured("not read")
                .target(TARGET)
                .cure(Remedy.sql(path.reset(database)));
    }

    private static Finding missing(String role) {
        return finding(
                Severity.WARNING,
                role,
                "not on this server",
                TrustedRoles.missing(role),
                1,
                Remedy.text("correct or remove it in " + TrustedRoles.KEY));
    }

    private static Finding attached(AttachedCode code) {
        int count = code.carriers().size();
        return finding(
                Severity.CRITICAL,
                code.code(),
                "attached to " + Counted.of(count, "object"),
                "code of a role that is not trusted runs with the rights of whoever writes or reads what a trusted one owns: "
                        + String.join(", ", code.carriers()),
                count,
                code.cures().isEmpty()
                        ? Remedy.text("read it, then " + code.change() + ", which alone may replace it then")
                        : Remedy.sql(String.join(" ", code.cures()))
                                .note("take TRIGGER on these tables from its owner, too"));
    }

    /** @param others how many roles or things of theirs there are, and should not be */
    private static Finding finding(
            Severity severity, String subject, String measured, String message, int others, Remedy remedy) {
        return Finding.of(severity, ID, subject, message)
                .measured(measured)
                .target(TARGET)
                .figure(Figure.count(others).limit(0))
                .cure(remedy);
    }
}
