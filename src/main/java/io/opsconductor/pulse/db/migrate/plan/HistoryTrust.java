package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.postgres.KnownTable;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.trust.PathSchema;

/**
 * Whether the tables that a history was found in may be believed and written to: what a role without rights could have
 * put there decides about nothing and runs nothing. Pure.
 */
final class HistoryTrust {
    private HistoryTrust() {}

    /**
     * Why they prove nothing; empty for tables that may be read.
     *
     * @param named true when the configuration names their schema: then the role that owns them there was meant
     */
    static Optional<PulseFailure> problem(List<KnownTable> tables, boolean named) {
        return tables.stream().flatMap(table -> problem(table, named).stream()).findFirst();
    }

    private static Optional<PulseFailure> problem(KnownTable table, boolean named) {
        String who = "the history of migrations is not believed: " + table.label() + " ";
        if (!table.ordinary()) {
            return refusal(who + "is no ordinary table, and belongs to role " + table.owner(), lookAt(table));
        }
        Optional<String> stranger = table.stranger(named);
        if (stranger.isPresent()) {
            return refusal(
                    who + stranger.get(),
                    table.trustedOwner() || named
                            ? "ALTER SCHEMA " + SqlIdentifier.of(table.schema()) + " OWNER TO "
                                    + SqlIdentifier.of(table.owner()) + ";"
                            : "if that role migrates this database: pulse.migrations.history-schema=" + table.schema()
                                    + "; else drop the table");
        }
        if (table.rowSecurity()) {
            return refusal(
                    who + "has row security, which hides rows",
                    "ALTER TABLE " + table.identifier() + " DISABLE ROW LEVEL SECURITY;");
        }
        if (table.hasChildren()) {
            return refusal(who + "has tables that inherit from it", lookAt(table));
        }
        return table.hasCode()
                ? refusal(
                        who + "has a trigger, a rule or a function of its own that would run with every row",
                        lookAt(table) + ", and drop it")
                : Optional.empty();
    }

    /** Why nothing is made in a schema whose owner may put other tables in their place; empty where it may be. */
    static Optional<PulseFailure> strange(List<PathSchema> schemas, String name, String role) {
        return schemas.stream()
                .filter(schema -> schema.name().equals(name) && !schema.trustedOwner())
                .findFirst()
                .flatMap(schema -> refusal(
                        "migrations are not recorded in schema " + name + ", which belongs to role " + schema.owner()
                                + ": it could put other tables in the place of ours",
                        "ALTER SCHEMA " + SqlIdentifier.of(name) + " OWNER TO " + SqlIdentifier.of(role)
                                + "; or name another one by pulse.migrations.history-schema"));
    }

    /** Why a role of which no schema is known to make a history in cannot make one; empty where there is one, or it can. */
    static Optional<PulseFailure> homeless(HistoryPlace place, SessionRole role, boolean configured) {
        return !place.tables().isEmpty() || configured || role.createsIn().isPresent()
                ? Optional.empty()
                : refusal(
                        "in no schema of its search_path may role " + role.name()
                                + " create anything, so the history has no place",
                        "GRANT USAGE, CREATE ON SCHEMA public TO " + SqlIdentifier.of(role.name())
                                + "; and, where the path has no such schema, ALTER ROLE "
                                + SqlIdentifier.of(role.name())
                                + " SET search_path = public; or set pulse.migrations.history-schema");
    }

    /** The rights that the role lacks to read them; empty when it has all. */
    static Optional<PulseFailure> unreadable(HistoryPlace place, String role) {
        return missing(
                place.tables().stream().filter(table -> !table.readable()).toList(),
                place.tables().stream().anyMatch(table -> !table.usable()),
                place.schema(),
                role,
                "read",
                "SELECT");
    }

    /** The rights that the role lacks to write them; empty when it has all. */
    static Optional<PulseFailure> unwritable(HistoryPlace place, String role) {
        return unreadable(place, role)
                .or(() -> missing(
                        place.tables().stream()
                                .filter(table -> !table.writable())
                                .toList(),
                        false,
                        place.schema(),
                        role,
                        "write",
                        "INSERT, UPDATE, DELETE"));
    }

    private static Optional<PulseFailure> missing(
            List<KnownTable> lacking, boolean hidden, String schema, String role, String doing, String rights) {
        String grantee = SqlIdentifier.of(role) + ";";
        String tables = lacking.stream().map(KnownTable::identifier).collect(Collectors.joining(", "));
        String usage = hidden ? "GRANT USAGE ON SCHEMA " + SqlIdentifier.of(schema) + " TO " + grantee : "";
        String grant = lacking.isEmpty() ? "" : "GRANT " + rights + " ON " + tables + " TO " + grantee;
        if (usage.isEmpty() && grant.isEmpty()) {
            return Optional.empty();
        }
        return refusal(
                "the history of migrations is in schema " + schema + ", and role " + role + " may not "
                        + (lacking.isEmpty()
                                ? "use that schema"
                                : doing + " "
                                        + lacking.stream().map(KnownTable::name).collect(Collectors.joining(", "))),
                (usage + " " + grant).strip());
    }

    private static String lookAt(KnownTable table) {
        return "look at it: psql -c " + ShellWord.of("\\d+ " + table.identifier());
    }

    private static Optional<PulseFailure> refusal(String message, String remedy) {
        return Optional.of(PulseFailure.usage(message, remedy));
    }
}
