package io.opsconductor.pulse.db.postgres.url;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What libpq makes of the parameters about TLS when they meet: the same URL must not mean less here than it does to psql.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-ssl.html">libpq: SSL support</a>
 */
final class TlsRules {
    /** From the weakest to the strongest. */
    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final String SYSTEM = "system";

    private TlsRules() {}

    /**
     * Fills in what one parameter says of another.
     *
     * @param parameters by libpq's names; each with a value that libpq knows
     * @throws PulseFailure (usage) when they contradict each other
     */
    static Map<String, String> applied(Map<String, String> parameters) {
        Map<String, String> applied = new LinkedHashMap<>(parameters);
        if (SYSTEM.equals(applied.get("sslrootcert"))) {
            // Any public authority would do otherwise, for any host.
            applied.putIfAbsent("sslmode", "verify-full");
            atLeast(applied, "verify-full", "sslrootcert=system");
        }
        if ("direct".equals(applied.get("sslnegotiation"))) {
            atLeast(applied, "require", "sslnegotiation=direct");
        }
        return applied;
    }

    private static void atLeast(Map<String, String> parameters, String mode, String because) {
        String given = parameters.getOrDefault("sslmode", "prefer");
        if (MODES.indexOf(given) < MODES.indexOf(mode)) {
            throw PulseFailure.usage(
                    "the database URL has " + because + " with the weaker sslmode=" + given, "use sslmode=" + mode);
        }
    }

    /** A certificate that can be verified is verified: {@code require} with a file of authorities is verify-ca. */
    static String forDriver(Map<String, String> parameters, boolean defaultFileIsThere) {
        String mode = parameters.getOrDefault("sslmode", "prefer");
        boolean authorities = !parameters.getOrDefault("sslrootcert", "").isEmpty() || defaultFileIsThere;
        return mode.equals("require") && authorities ? "verify-ca" : mode;
    }

    /**
     * The driver would log in without the certificate whose key is not there.
     *
     * @throws PulseFailure (usage)
     */
    static void requireKey(Map<String, String> parameters) {
        String certificate = parameters.getOrDefault("sslcert", "");
        String key = parameters.getOrDefault("sslkey", "");
        boolean used = !"disable".equals(parameters.get("sslmode"));
        if (used
                && !certificate.isEmpty()
                && !key.isEmpty()
                && Files.exists(Path.of(certificate))
                && !Files.isReadable(Path.of(key))) {
            throw PulseFailure.usage(
                    "sslkey=" + key + " is no file that this user can read",
                    "name the private key of sslcert=" + certificate + ", mode 0600");
        }
    }

    /** True when a session without TLS is refused. */
    static boolean demanded(Map<String, String> parameters) {
        return MODES.indexOf(parameters.getOrDefault("sslmode", "prefer")) >= MODES.indexOf("require");
    }
}
