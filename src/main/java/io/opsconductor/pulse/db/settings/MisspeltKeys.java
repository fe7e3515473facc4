package io.opsconductor.pulse.db.settings;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

import io.opsconductor.pulse.db.config.Spelling;
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
                throw unknown(
                        "environment variable " + variable, remedy(MeantKeys.variable(variable), PulseKeys.beside("")));
            }
        }
        for (String property : properties) {
            // SmallRye also tells each variable's name as a property, and that has been judged above.
            if (PulseKeys.hasUnknownRoot(property) && !variables.contains(Spelling.environmentVariable(property))) {
                throw unknown("configuration key " + property, remedy(property));
            }
        }
    }

    /** What to do about a key that does not exist: the one that was probably meant, else those that there are. */
    public static String remedy(String property) {
        return remedy(
                MeantKeys.property(property).filter(meant -> !meant.equals(property)), PulseKeys.beside(property));
    }

    private static String remedy(Optional<String> meant, String known) {
        return meant.map(key -> "did you mean " + key + "? otherwise remove it")
                .orElse("correct or remove it; " + known);
    }

    private static PulseFailure unknown(String key, String remedy) {
        return PulseFailure.usage("unknown " + key, remedy);
    }
}
