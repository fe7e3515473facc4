package io.opsconductor.pulse.db.settings;

import java.util.Collection;
import java.util.Set;

import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Refuses a file whose lines would set nothing: one in YAML, TOML, JSON or with sections, or keys without {@code pulse.}. */
public final class UnreadKeys {
    /** What the first line of such a file is, read as a properties file. */
    private static final Set<String> OTHER_FORMATS = Set.of("pulse", "\"pulse\"", "{", "---");

    private UnreadKeys() {}

    /**
     * @param files those that are not there, or cannot be read, are passed over
     * @throws PulseFailure (usage) naming the first such key, and never its value
     */
    public static void refuse(Collection<KeysInFile> files) {
        for (KeysInFile file : files) {
            for (String key : file.keys()) {
                if (key.startsWith("[") || OTHER_FORMATS.contains(key)) {
                    throw PulseFailure.usage(
                            file.file() + " is no properties file: a line begins with " + PlainText.line(key),
                            "write one setting a line with its whole key, as in pulse.backups.daily.rpo=24h");
                }
                boolean whole = key.indexOf('.') > 0 || PulseKeys.ALONE.contains(key);
                if (whole && PulseKeys.hasKnownRoot("pulse." + key)) {
                    throw PulseFailure.usage(
                            file.file() + " sets " + PlainText.line(key) + ", which is no key of pulse-db",
                            "write pulse." + PlainText.line(key));
                }
            }
        }
    }
}
