package io.opsconductor.pulse.db.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.config.Spelling;

/** What a misspelt key or variable was probably meant to be, and which variables are another program's. */
final class MeantKeys {
    /**
     * What the PulseAudio libraries read.
     *
     * @see <a href="https://www.freedesktop.org/wiki/Software/PulseAudio/Documentation/User/">its documentation</a>
     */
    private static final Pattern PULSE_AUDIO = Pattern.compile(
            "PULSE_(SERVER|SINK|SOURCE|COOKIE|BINARY|SCRIPT|DLPATH|CLIENTCONFIG|INTERNAL|NO_SIMD|LATENCY_MSEC"
                    + "|(RUNTIME|STATE|CONFIG)_PATH|LOG(_.*)?|PROP(_.*)?|OVERRIDE_.*)");

    private MeantKeys() {}

    /**
     * True for a variable that no key of ours goes by, and that was meant for us all the same: it lies in one of our
     * sections, or is spelt nearly as one of our keys. Any other belongs to another program.
     */
    static boolean isMisspelt(String variable) {
        if (!PulseKeys.isOurs(variable) || PulseKeys.property(variable).isPresent()) {
            return false;
        }
        if (PULSE_AUDIO.matcher(variable).matches()) {
            return false;
        }
        String rest = variable.substring(PulseKeys.PREFIX.length());
        boolean inSection = PulseKeys.sections().stream()
                .map(Spelling::environmentVariable)
                .anyMatch(root -> rest.startsWith(root + "_"));
        return inSection || variable(variable).isPresent();
    }

    /** The variable that was probably meant; empty when none is near. */
    static Optional<String> variable(String variable) {
        String[] words = variable.substring(PulseKeys.PREFIX.length()).split("_", -1);
        Map<String, Integer> near = new HashMap<>();
        PulseKeys.ALONE.forEach(key -> compare(near, variable, Spelling.environmentVariable("pulse." + key), key));
        PulseKeys.PLAIN.forEach((root, keys) -> keys.forEach(
                key -> compare(near, variable, Spelling.environmentVariable("pulse." + root + "." + key), root + key)));
        PulseKeys.NAMED.forEach((root, keys) -> keys.forEach(key -> name(words, key)
                .ifPresent(name -> compare(
                        near,
                        variable,
                        PulseKeys.PREFIX + Spelling.environmentVariable(root) + "_" + name + "_"
                                + Spelling.environmentVariable(key),
                        root + key))));
        return near.entrySet().stream()
                .min(Comparator.comparingInt(Map.Entry<String, Integer>::getValue)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    /** What stands between section and key, if the key has as many words as it should have. */
    private static Optional<String> name(String[] words, String key) {
        int last = words.length - key.split("-").length;
        return last < 2
                ? Optional.empty()
                : Optional.of(String.join("_", List.of(words).subList(1, last))).filter(name -> !name.isEmpty());
    }

    /** @param spelt what had to be spelt, which is the key without a name that a user chooses */
    private static void compare(Map<String, Integer> near, String variable, String candidate, String spelt) {
        int distance = Spelling.distance(variable, candidate);
        if (distance <= Spelling.errors(spelt)) {
            near.put(candidate, distance);
        }
    }

    /** The property that was probably meant; empty when none is near. */
    static Optional<String> property(String property) {
        String[] parts = property.split("\\.", 3);
        if (parts.length < 3) {
            return Spelling.nearest(parts[parts.length - 1], PulseKeys.ALONE).map(key -> "pulse." + key);
        }
        int dot = parts[2].lastIndexOf('.') + 1;
        return Spelling.nearest(parts[1] + "." + parts[2].substring(dot), keys())
                .map(key -> withName(key, parts[2].substring(0, dot)));
    }

    /** @param name with a dot after it; empty where the misspelt key has none */
    private static String withName(String key, String name) {
        boolean missing = name.isEmpty() && PulseKeys.NAMED.containsKey(key.substring(0, key.indexOf('.')));
        return "pulse." + key.replace(".", "." + (missing ? "\"NAME\"." : name));
    }

    /** All keys without the names that users choose: {@code backups.rpo}. */
    private static Collection<String> keys() {
        return Stream.of(PulseKeys.PLAIN, PulseKeys.NAMED)
                .flatMap(all -> all.entrySet().stream())
                .flatMap(root -> root.getValue().stream().map(key -> root.getKey() + "." + key))
                .toList();
    }
}
