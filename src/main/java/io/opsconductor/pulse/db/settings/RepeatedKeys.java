package io.opsconductor.pulse.db.settings;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import io.opsconductor.pulse.db.config.QuotedNames;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Refuses keys that one file sets twice, with quotes or without: only one of them would count. The configuration library
 * tells of some too, with the value, which may be a secret; its word is switched off in {@code application.properties}.
 */
public final class RepeatedKeys {
    private RepeatedKeys() {}

    /**
     * @param files those that are not there, or cannot be read, are passed over
     * @throws PulseFailure (usage) naming the first key, and never its value
     */
    public static void refuse(Collection<KeysInFile> files) {
        for (KeysInFile file : files) {
            Set<String> seen = new HashSet<>();
            for (String key : file.keys()) {
                if (!seen.add(QuotedNames.plain(key))) {
                    throw PulseFailure.usage(file.file() + " sets " + key + " twice", "remove one of the two lines");
                }
            }
        }
    }
}
