package io.opsconductor.pulse.db.postgres.trust;

import java.util.Optional;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Words statements that take away what was stored for the sessions of roles. */
public final class StoredReset {
    private StoredReset() {}

    /**
     * For this database and for all; what is stored for all roles of a database only for this one.
     *
     * @param parameter such as {@code search_path}
     * @param role empty: of every role, or of one whose name is no text here
     * @param oid of that role; 0: of every role
     */
    public static String of(String parameter, Optional<String> role, long oid, String database) {
        if (oid == 0) {
            return "ALTER ROLE ALL RESET " + parameter + "; ALTER DATABASE " + SqlIdentifier.of(database) + " RESET "
                    + parameter + ";";
        }
        return role.map(name -> "ALTER ROLE " + SqlIdentifier.of(name) + " RESET " + parameter + "; ALTER ROLE "
                        + SqlIdentifier.of(name) + " IN DATABASE " + SqlIdentifier.of(database) + " RESET " + parameter
                        + ";")
                .orElseGet(() -> byOid(parameter, oid));
    }

    /** Whose it is that is stored: "of …". Role and oid as for {@link #of}. */
    public static String owner(Optional<String> role, long oid) {
        if (oid == 0) {
            return "of all roles";
        }
        return role.map(name -> "of role " + name).orElse("of the role with the oid " + oid);
    }

    /** The server finds the name, since no client can write it. */
    private static String byOid(String parameter, long oid) {
        String name = SqlIdentifier.nameOfRole(oid);
        return "DO $$ BEGIN EXECUTE pg_catalog.format('ALTER ROLE %I RESET " + parameter + "', " + name
                + "); EXECUTE pg_catalog.format('ALTER ROLE %I IN DATABASE %I RESET " + parameter + "', " + name
                + ", pg_catalog.current_database()); END $$;";
    }
}
