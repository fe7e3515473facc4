package io.opsconductor.pulse.db.config;

import java.util.Collection;
import java.util.TreeSet;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** Refuses keys below {@code pulse.} that nobody reads: a misspelt promise must not pass for none. */
public final class MisspeltKeys {
    private MisspeltKeys() {}

    /**
     * @param properties every property name that the configuration knows
     * @param variables the names of the environment variables
     * @throws PulseFailure (usage) naming the first key that nobody reads
     */
    public static void refuse(Iterable<String> properties, Collection<String> variables) {
        for (String variable : new TreeSet<>(variables)) {
            if (PulseKeys.isOurs(variable) && PulseKeys.property(variable).isEmpty()) {
                throw unknown("environment variable " + variable);
            }
        }
        for (String property : properties) {
            if (PulseKeys.hasUnknownRoot(property)) {
                throw unknown("configuration key " + property);
            }
        }
    }

    private static PulseFailure unknown(String key) {
        return PulseFailure.usage(
                "unknown " + key, "correct its spelling or remove it; below pulse. there are " + PulseKeys.roots());
    }
}
