package io.opsconductor.pulse.db.postgres.trust;

import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * Whose session statements are for that run another role's code: after SET ROLE, or SET SESSION AUTHORIZATION, in that of a more powerful
 * role the code could take back the rights of whoever pasted them. Pure.
 */
public final class OwnLogin {
    private OwnLogin() {}

    /** Stands before the statements. The owner of tables often has no login: what logs in for it has nothing to be taken back. */
    public static String as(String role) {
        String name = SqlIdentifier.of(role);
        return "as role " + name
                + ", logged in as it (where it has no login, as a role made to be its member and nothing else, after"
                + " SET ROLE " + name + "): ";
    }
}
