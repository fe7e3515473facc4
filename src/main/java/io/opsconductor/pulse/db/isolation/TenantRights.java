package io.opsconductor.pulse.db.isolation;

import java.util.List;
import java.util.Optional;

/** Rights that lead past policies, whatever those say. */
record TenantRights(
        List<OpenChildren> children,
        List<Passer> passers,
        List<DefinerFunction> functions,
        List<TableRight> tables,
        List<UnmarkedTable> unmarked,
        List<PassingOwner> owners) {

    /**
     * Chunks or partitions of a guarded table on which others than their owner have rights.
     *
     * @param table the guarded one, as {@link TenantTable#name()}
     * @param identifiers of the children, quoted, with their schema
     * @param grantees {@code PUBLIC} for every role
     */
    record OpenChildren(String table, List<String> identifiers, List<String> grantees) {}

    /**
     * A service that row security does not hold.
     *
     * @param named the role that policies name and that {@code role} is, or may act as; empty: they are for all roles
     * @param administers it acts for the owner of the tables or of the database, may become a superuser, or, where it uses the tables by
     *     way of another role, may come to act for one of these
     * @param writes it may do more there than read
     * @param granted the role that it may come to act as; empty for an attribute of its own
     * @param taking statements that take that membership away; empty where it comes by way of another role
     */
    record Passer(
            String role,
            Optional<String> named,
            boolean administers,
            boolean writes,
            PassingWay way,
            Optional<String> granted,
            List<String> taking) {}

    /** How a service goes past row security. */
    enum PassingWay {
        SUPERUSER,
        BYPASSRLS,
        /** It, or a role that it may become, reads the changes of every table, or all files. */
        REPLICATION,
        /** It gives itself any role but a superuser's; before PostgreSQL 16. */
        CREATEROLE,
        /** Of a superuser, or of a role that has the server run programs, read or write files. */
        MEMBER,
        /** It may act as a role that has BYPASSRLS and rights on the tables. */
        ACTS_AS,
        /** It may come to act as the tables' owner, from which it inherits nothing. */
        OWNER
    }

    /**
     * A login that acts for the owner of guarded tables, whom their row security does not hold.
     *
     * @param used the role by which it uses them, too; empty where no other role may use the tables
     * @param written policies are written for that one; otherwise it was given rights there, and policies are for all roles
     * @param above it is a superuser or has BYPASSRLS
     * @param identifiers of the tables, quoted, with their schema
     */
    record PassingOwner(String role, Optional<String> used, boolean written, boolean above, List<String> identifiers) {}

    record DefinerFunction(String signature, String owner) {}

    /** @param privilege TRUNCATE or TRIGGER */
    record TableRight(String grantee, String privilege, List<String> identifiers) {}

    /** A table whose rows belong to a tenant by a foreign key, without row security. */
    record UnmarkedTable(String table, String identifier, List<String> grantees) {}
}
