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
     * @param administers it acts for the owner of the tables or of the database
     * @param writes it may do more there than read
     * @param granted the role of which it is a member, or which it may grant; empty for an attribute
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
        BYPASSRLS,
        /** It reads the changes of every table, or all files. */
        REPLICATION,
        /** It gives itself any role but a superuser's; before PostgreSQL 16. */
        CREATEROLE,
        /** Of a superuser, or of a role that has the server run programs, read or write files. */
        MEMBER,
        /** It may act as a role that has BYPASSRLS and rights on the tables. */
        ACTS_AS,
        /** It may give itself the role of the tables' owner. */
        ADMIN
    }

    /**
     * A login that acts for the owner of guarded tables, whom their row security does not hold.
     *
     * @param named the role that policies name and that it acts for, too; empty where no other role may use the tables
     * @param above it is a superuser or has BYPASSRLS, and owns them
     * @param identifiers of the tables, quoted, with their schema
     */
    record PassingOwner(String role, Optional<String> named, boolean above, List<String> identifiers) {}

    record DefinerFunction(String signature, String owner) {}

    /** @param privilege TRUNCATE or TRIGGER */
    record TableRight(String grantee, String privilege, List<String> identifiers) {}

    /** A table whose rows belong to a tenant by a foreign key, without row security. */
    record UnmarkedTable(String table, String identifier, List<String> grantees) {}
}
