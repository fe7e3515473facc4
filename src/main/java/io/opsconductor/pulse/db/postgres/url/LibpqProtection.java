package io.opsconductor.pulse.db.postgres.url;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What libpq takes from its own variables and files to protect a login, and the JDBC driver does not know: where psql would not log
 * in, we must not tell the password.
 *
 * @see <a href="https://www.postgresql.org/docs/17/libpq-envars.html">libpq's variables</a>
 */
public enum LibpqProtection {
    PGREQUIREAUTH(value -> true),
    PGSSLCRL(value -> true),
    PGSSLCRLDIR(value -> true),
    /** The JDK offers none before 1.2. */
    PGSSLMINPROTOCOLVERSION(value -> !Set.of("tlsv1", "tlsv1.1", "tlsv1.2").contains(value.toLowerCase(Locale.ROOT))),
    PGSSLCERTMODE("require"::equals),
    PGREQUIRESSL(value -> value.startsWith("1"));

    private final Predicate<String> demands;

    /** @param demands of a value that is not empty: it asks for what we cannot do */
    LibpqProtection(Predicate<String> demands) {
        this.demands = demands;
    }

    /** @throws PulseFailure (usage) when one is asked for */
    public static void refuse(Function<String, Optional<String>> variables) {
        // As in libpq, the newer one counts where both are set.
        boolean mode = variables.apply("PGSSLMODE").isPresent();
        Arrays.stream(values())
                .filter(one -> one != PGREQUIRESSL || !mode)
                .filter(one -> variables
                        .apply(one.name())
                        .filter(value -> !value.isEmpty())
                        .filter(one.demands)
                        .isPresent())
                .findFirst()
                .ifPresent(one -> {
                    throw PulseFailure.usage(
                            one.name()
                                    + " asks for a protection that pulse-db does not have: it would log in without it",
                            one == PGREQUIRESSL
                                    ? "set PGSSLMODE=require in its place"
                                    : "protect the login by sslmode=verify-full (PGSSLMODE), and unset " + one.name()
                                            + " for pulse-db");
                });
    }

    /** @throws PulseFailure (usage) where libpq would look whether the certificate was revoked */
    static void refuseRevocations(String sslmode) {
        Path revoked = home().resolve("root.crl");
        if (sslmode.startsWith("verify") && Files.exists(revoked)) {
            throw PulseFailure.usage(
                    "pulse-db does not read the revoked certificates in " + revoked + ", as psql does",
                    "run it where HOME has no such file, with certificates that are short-lived instead");
        }
    }

    /** Where libpq looks for certificates. */
    static Path home() {
        return Path.of(System.getProperty("user.home", "/"), ".postgresql");
    }

    /** HOME before the user's entry in the system's list, as libpq since 15; the driver's own files and the password file follow. */
    public static void useHome() {
        Optional.ofNullable(System.getenv("HOME"))
                .filter(home -> !home.isEmpty())
                .ifPresent(home -> System.setProperty("user.home", home));
    }
}
