package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * The role of a session as psql would show it: its name, and where its search path leads.
 *
 * @param createsIn the schema in which a statement without one creates; empty when the role may use none of its path
 * @param path the schemas that are there and that the role may use, in order
 */
public record SessionRole(String name, Optional<String> createsIn, List<PathSchema> path) {

    /**
     * A schema of the search path.
     *
     * @param ownerTrusted its owner is the role itself, a role that it belongs to, a superuser or the database's owner
     * @param untrustedCreator a role that can log in here and may create in it, and is not one of those
     */
    record PathSchema(String name, String owner, boolean ownerTrusted, Optional<String> untrustedCreator) {}

    /**
     * What keeps migrations from running: a name in a file that is written without its schema would call the function or
     * operator of another role, with all rights of this one.
     */
    public Optional<PulseFailure> refusal() {
        return path.stream()
                .filter(schema -> !schema.ownerTrusted())
                .findFirst()
                .map(schema -> PulseFailure.usage(
                        "schema " + schema.name() + ", which is in the search_path of role " + name
                                + ", belongs to role " + schema.owner()
                                + ", which is neither this role, nor the database's owner, nor a superuser",
                        "ALTER SCHEMA " + SqlIdentifier.of(schema.name()) + " OWNER TO " + SqlIdentifier.of(name)
                                + "; or ALTER ROLE " + SqlIdentifier.of(name) + " SET search_path = public;"))
                .or(() -> path.stream()
                        .filter(schema -> schema.untrustedCreator().isPresent())
                        .findFirst()
                        .map(schema -> PulseFailure.usage(
                                "role " + schema.untrustedCreator().get() + " may create objects in schema "
                                        + schema.name()
                                        + ", which is in the search_path of role " + name
                                        + ": a migration would call its functions with the rights of " + name,
                                "REVOKE CREATE ON SCHEMA " + SqlIdentifier.of(schema.name()) + " FROM PUBLIC, "
                                        + SqlIdentifier.of(
                                                schema.untrustedCreator().get())
                                        + "; or leave the schema out of the role's search_path")));
    }
}
