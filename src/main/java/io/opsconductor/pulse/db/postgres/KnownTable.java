package io.opsconductor.pulse.db.postgres;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * A table found by its name, in whatever schema, and what is known of it before it is believed.
 *
 * @param trustedOwner the owner is a superuser, the database's owner, the role of the session or one that it belongs to
 * @param schemaOwner who may drop the table and put another under its name
 * @param trustedSchema that is one of those, or the table's owner
 * @param ordinary a table with rows of its own: no view, no foreign or partitioned one, none of a session
 * @param rowSecurity policies of its owner would choose the rows
 * @param hasChildren reading it reads tables that inherit from it, whoever owns them
 * @param readable the role of the session may read it, once it may use its schema
 * @param usable the role of the session may use its schema
 * @param writable the role of the session may add rows to it and change them
 * @param hasExpressions writing or reading a row runs expressions that PostgreSQL itself does not have
 * @param owned the role of the session may grant and revoke as its owner does
 * @param shared what others have to do with it
 */
public record KnownTable(
        long oid,
        String schema,
        String name,
        String owner,
        boolean trustedOwner,
        String schemaOwner,
        boolean trustedSchema,
        boolean ordinary,
        boolean rowSecurity,
        boolean hasChildren,
        boolean readable,
        boolean usable,
        boolean writable,
        boolean hasExpressions,
        Set<String> columns,
        boolean owned,
        Shared shared) {

    public KnownTable {
        columns = Set.copyOf(columns);
    }

    /**
     * What others have to do with a table.
     *
     * @param hasCode writing or deleting a row runs triggers, rules or other tables' keys
     * @param strangersTrigger one of its triggers calls a function whose owner is not trusted, or has a condition (WHEN)
     * @param writers who has been granted more than to read it and is not trusted, {@code PUBLIC} for every role; only where a role
     *     with a login in this database gets the right by it
     * @param members who may write to every table of the server as a member of {@code pg_write_all_data} and is not trusted, and only
     *     where a role with a login gets the right by it
     * @param closing statements that take from all who are not trusted what they have been granted beyond reading
     */
    public record Shared(
            boolean hasCode,
            boolean strangersTrigger,
            List<String> writers,
            List<String> members,
            List<String> closing) {
        static final Shared WITH_NO_ROLE = new Shared(false, false, List.of(), List.of(), List.of());

        public Shared {
            writers = List.copyOf(writers);
            members = List.copyOf(members);
            closing = List.copyOf(closing);
        }
    }

    /** Writing or deleting a row runs triggers, rules, other tables' keys or expressions that PostgreSQL itself does not have. */
    public boolean hasCode() {
        return hasExpressions || shared.hasCode();
    }

    /** The same table, with what others have to do with it. */
    KnownTable with(Shared others) {
        return new KnownTable(
                oid,
                schema,
                name,
                owner,
                trustedOwner,
                schemaOwner,
                trustedSchema,
                ordinary,
                rowSecurity,
                hasChildren,
                readable,
                usable,
                writable,
                hasExpressions,
                columns,
                owned,
                others);
    }

    /** Quoted, with its schema. */
    public String identifier() {
        return SqlIdentifier.of(schema) + "." + SqlIdentifier.of(name);
    }

    /** Whether it is the table that was found before, under the same name. */
    public boolean isStill(KnownTable before) {
        return oid == before.oid() && identifier().equals(before.identifier());
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

    /**
     * Which role may change it or put another one in its place while we look, and is not trusted; in words that follow the table's name.
     * Empty where no such role is.
     *
     * @param meant true when the configuration names its schema: then its owner is trusted, whoever that is
     */
    public Optional<String> stranger(boolean meant) {
        String untrusted = ", which is neither this role, nor the database's owner, nor a superuser";
        if (!trustedOwner && !meant) {
            return Optional.of("belongs to role " + owner + untrusted);
        }
        return trustedSchema ? Optional.empty() : Optional.of("is in a schema of role " + schemaOwner + untrusted);
    }

    /** Why writing or reading it would run code of others as us, as it is now. */
    public Optional<String> code() {
        return problem()
                .or(() -> hasCode() && !trustedOwner
                        ? Optional.of("writing to it or reading it runs code of " + owner
                                + "'s (a trigger, rule or expression)")
                        : Optional.empty())
                .or(() -> shared.strangersTrigger()
                        ? Optional.of(
                                "writing to it runs a trigger of a role that is not trusted, or one with a condition (WHEN), which"
                                        + " may be such a role's")
                        : Optional.empty());
    }

    /** Why it is neither written nor read: that runs code of others as us, or may do so a moment later. */
    public Optional<String> danger() {
        return code().or(() -> stranger(false).map("it "::concat));
    }

    /** What makes it trusted; for people. */
    public String remedy() {
        return "look at it; if its owner is to be trusted, make this role a member of "
                + SqlIdentifier.of(trustedOwner ? schemaOwner : owner)
                + (trustedOwner
                        ? ", or ALTER SCHEMA " + SqlIdentifier.of(schema) + " OWNER TO " + SqlIdentifier.of(owner) + ";"
                        : ", or ALTER TABLE " + identifier() + " OWNER TO the database's owner");
    }
}
