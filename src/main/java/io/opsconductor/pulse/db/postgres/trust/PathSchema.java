package io.opsconductor.pulse.db.postgres.trust;

import java.util.List;

/**
 * A schema in which sessions look for names. Trusted are superusers, the database's owner, the role that looks, and roles
 * that it has been made a member of.
 *
 * @param makers who has been granted to put objects there and is not trusted, {@code PUBLIC} for every role; only where a
 *     role with a login in this database gets the right by it
 * @param impostors functions and operators of roles that are not trusted, called as some of PostgreSQL's, or of an extension or a
 *     trusted role there: a statement that means the latter may run the former; and objects of such roles under names that were
 *     asked for. Each with its owner
 */
public record PathSchema(String name, String owner, boolean trustedOwner, List<String> makers, List<String> impostors) {

    public PathSchema {
        makers = List.copyOf(makers);
        impostors = List.copyOf(impostors);
    }
}
