package io.opsconductor.pulse.db.settings;

import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.config.SettingSource;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Refuses protection that is set to nothing, as by a variable whose own value is missing: it would count as not set, and what
 * is not encrypted, sealed or locked then would look like what is.
 */
public final class EmptyValues {
    /** The last part of keys below {@code pulse.} whose absence is less protection, or sends rows to another store. */
    private static final Set<String> KEYS = Set.of(
            "encrypt-to", "identity-file", "seal-key", "seal-key-file", "sse", "sse-key", "lock-for", "endpoint");

    /** Of libpq's, those that libpq refuses as well. */
    private static final Set<String> VARIABLES =
            Set.of("PGSSLMODE", "PGCHANNELBINDING", "PGGSSENCMODE", "PGSSLNEGOTIATION");

    private EmptyValues() {}

    /** @throws PulseFailure (usage) naming the first of them */
    public static void refuse(Config config) {
        Stream<String> keys = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(key -> key.startsWith("pulse.") && KEYS.contains(key.substring(key.lastIndexOf('.') + 1)));
        Stream.concat(keys, VARIABLES.stream())
                .sorted()
                .map(config::getConfigValue)
                .filter(EmptyValues::isEmpty)
                .findFirst()
                .ifPresent(value -> {
                    throw PulseFailure.usage(
                            value.getName() + " is set to nothing ("
                                    + SettingSource.of(value, NamedFile.origin())
                                    + "), which would count as not set",
                            "give it its value, or remove it");
                });
    }

    /** Also a list without an entry. */
    private static boolean isEmpty(ConfigValue value) {
        return value.getValue() != null
                && value.getValue().chars().allMatch(c -> c == ',' || Character.isWhitespace(c));
    }
}
