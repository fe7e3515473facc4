package io.opsconductor.pulse.db.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.config.Profile;
import io.opsconductor.pulse.db.config.Spelling;
import io.opsconductor.pulse.db.postgres.trust.TrustedRoles;

/**
 * Every key below {@code pulse.}, and the environment variable that sets it by MicroProfile's rule: every character that
 * is no letter or digit becomes {@code _}, then all in capitals.
 */
final class PulseKeys {
    static final String PREFIX = "PULSE_";
    private static final Pattern NOT_OURS =
            Pattern.compile("PULSE_(TEST|DEV)_.*|.*_SERVICE_(HOST|PORT)(_.*)?|.*_PORT(_\\d+_(TCP|UDP)(_.*)?)?");

    /** Keys of the form {@code pulse.<key>}. */
    static final List<String> ALONE = Stream.of(Profile.KEY, TrustedRoles.KEY)
            .map(key -> key.substring("pulse.".length()))
            .toList();

    /** Keys of the form {@code pulse.<root>.<key>}. */
    static final Map<String, List<String>> PLAIN = Mappings.plain();

    /** Keys of the form {@code pulse.<root>."<name>".<key>}. */
    static final Map<String, List<String>> NAMED = Mappings.named();

    /** Keys of the form {@code pulse.<root>."<name>".<part>."<name>".<key>}, by {@code <root>.<part>}. */
    static final Map<String, List<String>> NESTED = Mappings.nested();

    private static final Map<String, String> PLAIN_BY_VARIABLE = Stream.concat(
                    ALONE.stream().map(key -> "pulse." + key),
                    PLAIN.entrySet().stream()
                            .flatMap(root -> root.getValue().stream().map(key -> "pulse." + root.getKey() + "." + key)))
            .collect(Collectors.toUnmodifiableMap(Spelling::environmentVariable, Function.identity()));

    private PulseKeys() {}

    /** True for a property below {@code pulse.} whose root no mapping reads; the mappings refuse what is wrong below a root. */
    static boolean hasUnknownRoot(String property) {
        // Nearly all that every start asks about are others.
        return property.startsWith("pulse.") && !hasKnownRoot(property);
    }

    /** @param property below {@code pulse.} */
    static boolean hasKnownRoot(String property) {
        String[] parts = property.split("\\.", 3);
        return parts.length == 2 && ALONE.contains(parts[1])
                || PLAIN.containsKey(parts[1])
                || NAMED.containsKey(parts[1]);
    }

    /** False for the variables of this project's own tests, and for those by which Kubernetes announces a Service. */
    static boolean isOurs(String variable) {
        return variable.startsWith(PREFIX) && !NOT_OURS.matcher(variable).matches();
    }

    /** The property that an environment variable sets; empty when it is misspelt. Names come out in lower case. */
    static Optional<String> property(String variable) {
        String rest = variable.substring(PREFIX.length());
        Optional<String> plain = Optional.ofNullable(PLAIN_BY_VARIABLE.get(variable));
        return plain.or(() -> NAMED.keySet().stream()
                .filter(root -> rest.startsWith(Spelling.environmentVariable(root) + "_"))
                .findFirst()
                .flatMap(root -> nested(root, rest.substring(root.length() + 1))
                        .or(() -> named("pulse." + root, NAMED.get(root), rest.substring(root.length() + 1)))));
    }

    /** What is named below a name: {@code DATABASES_<name>_HYPERTABLES_<name>_<key>}. */
    private static Optional<String> nested(String root, String rest) {
        return NESTED.entrySet().stream()
                .filter(part -> part.getKey().startsWith(root + "."))
                .flatMap(part -> {
                    String name = part.getKey().substring(root.length() + 1);
                    String marker = "_" + Spelling.environmentVariable(name) + "_";
                    int end = rest.indexOf(marker, 1);
                    return end < 0
                            ? Stream.empty()
                            : named(
                                    "pulse." + root + "."
                                            + rest.substring(0, end).toLowerCase(Locale.ROOT) + "." + name,
                                    part.getValue(),
                                    rest.substring(end + marker.length()))
                                    .stream();
                })
                .findFirst();
    }

    /** The longest key wins, so that {@code X_DROP_AFTER} is the key drop-after of x. */
    private static Optional<String> named(String above, List<String> keys, String nameAndKey) {
        return keys.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .filter(key -> nameAndKey.endsWith("_" + Spelling.environmentVariable(key))
                        && nameAndKey.length() > key.length() + 1)
                .findFirst()
                .map(key -> above + "."
                        + nameAndKey
                                .substring(0, nameAndKey.length() - key.length() - 1)
                                .toLowerCase(Locale.ROOT) + "." + key);
    }

    /** The keys of the section that a key that does not exist lies in, else the sections, for a message. */
    static String beside(String property) {
        String[] parts = property.split("\\.", 3);
        String section = parts.length > 2 ? parts[1] : "";
        List<String> keys = PLAIN.containsKey(section) ? PLAIN.get(section) : NAMED.get(section);
        return keys == null
                ? "below pulse. there are "
                        + String.join(
                                ", ",
                                new TreeSet<>(Stream.concat(ALONE.stream(), sections().stream())
                                        .toList()))
                : "below pulse." + section + (PLAIN.containsKey(section) ? "." : ".\"name\".") + " there are "
                        + String.join(", ", new TreeSet<>(keys));
    }

    /** In the order of the alphabet. */
    static TreeSet<String> sections() {
        return Stream.concat(PLAIN.keySet().stream(), NAMED.keySet().stream())
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
}
