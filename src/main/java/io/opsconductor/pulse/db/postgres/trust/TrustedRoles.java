package io.opsconductor.pulse.db.postgres.trust;

import java.util.List;

import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import org.eclipse.microprofile.config.Config;

/**
 * {@code pulse.trusted-roles}: names of roles that are trusted as superusers are, wherever statements ask who is. For servers on which
 * the provider's roles own schemas and cannot be made members of.
 */
public final class TrustedRoles {
    public static final String KEY = "pulse.trusted-roles";

    private TrustedRoles() {}

    /** What is wrong with a role that the configuration names and the server does not have: whoever may make roles could make it. */
    public static String missing(String role) {
        return KEY + " names role " + role
                + ", which this server does not have: a role that is made under that name is trusted at once";
    }

    /** To be called once, before any statement is read. */
    public static void take(Config config) {
        SqlFile.trust(config.getOptionalValues(KEY, String.class).orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
    }
}
