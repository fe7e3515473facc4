package io.opsconductor.pulse.db.config;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Refuses keys below {@code pulse.} that do not exist: a misspelt promise must not pass for none. An environment is shared
 * with other programs, so that of the variables only those are refused that were meant for this one.
 */
public final class MisspeltKeys {
    private MisspeltKeys() {}

    /**
     * @param properties every property name that the configuration knows
     * @param variables the names of the environment variables
     * @throws PulseFailure (usage) naming the first key that does not exist, and the one that was probably meant
     */
    public static void refuse(Iterable<String> properties, Collection<String> variables) {
        for (String variable : new TreeSet<>(variables)) {
            if (MeantKeys.isMisspelt(variable)) {
                throw unknown("environment variable " + variable, MeantKeys.variable(variable));
            }
        }
        for (String property : properties) {
            // SmallRye also tells each variable's name as a property, and that has been judged above.
            if (PulseKeys.hasUnknownRoot(property) && !variables.contains(PulseKeys.variable(property))) {
                throw unknown("configuration key " + property, meant(property));
            }
        }
    }

    /** The key that was probably meant by one that does not exist. */
    public static Optional<String> meant(String property) {
        return MeantKeys.property(property);
    }

    private static PulseFailure unknown(String key, Optional<String> meant) {
        return PulseFailure.usage(
                "unknown " + key,
                meant.map(known -> "did you mean " + known + "? otherwise remove it")
                        .orElseGet(() -> "correct or remove it; below pulse. there are " + PulseKeys.roots()));
    }
}
