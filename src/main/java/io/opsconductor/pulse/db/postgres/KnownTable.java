package io.opsconductor.pulse.db.postgres;

import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * A table found by its name, in whatever schema, and what is known of it before it is believed.
 *
 * @param trustedOwner the owner is a superuser, the database's owner, the role of the session or one that it belongs to
 * @param ordinary a table with rows of its own: no view, no foreign or partitioned one, none of a session
 * @param rowSecurity policies of its owner would choose the rows
 * @param hasChildren reading it reads tables that inherit from it, whoever owns them
 * @param readable the role of the session may read it, once it may use its schema
 * @param usable the role of the session may use its schema
 * @param writable the role of the session may add rows to it and change them
 * @param hasCode writing or deleting a row runs triggers, rules, other tables' keys or expressions that PostgreSQL itself
 *     does not have
 * @param strangersTrigger one of its triggers calls a function whose owner is not trusted
 */
public record KnownTable(
        long oid,
        String schema,
        String name,
        String owner,
        boolean trustedOwner,
        boolean ordinary,
        boolean rowSecurity,
        boolean hasChildren,
        boolean readable,
        boolean usable,
        boolean writable,
        boolean hasCode,
        boolean strangersTrigger,
        Set<String> columns) {

    public KnownTable {
        columns = Set.copyOf(columns);
    }

    /** Quoted, with its schema. */
    public String identifier() {
        return SqlIdentifier.of(schema) + "." + SqlIdentifier.of(name);
    }

    /** For people. */
    public String label() {
        return schema + "." + name;
    }

    /** Why what it says proves nothing; empty for a table that may be read. */
    public Optional<String> problem() {
        if (!ordinary) {
            return Optional.of("it is no ordinary table");
        }
        if (rowSecurity) {
            return Optional.of("row security chooses its rows");
        }
        return hasChildren ? Optional.of("other tables inherit from it") : Optional.empty();
    }

    /** Why it is neither written nor read: that would run code of its owner's as us. */
    public Optional<String> danger() {
        return problem()
                .or(() -> hasCode && !trustedOwner
                        ? Optional.of("writing to it or reading it runs code of " + owner
                                + "'s (a trigger, rule or expression)")
                        : Optional.empty())
                .or(() -> strangersTrigger
                        ? Optional.of("writing to it runs a trigger of a role that is not trusted")
                        : Optional.empty());
    }
}
