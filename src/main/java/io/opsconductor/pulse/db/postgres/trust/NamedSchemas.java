package io.opsconductor.pulse.db.postgres.trust;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Schemas that statements name themselves, beside those in which they look for names.
 *
 * @param written every name before a dot: rather too many than too few, aliases of tables among them
 * @param meant of these, what can hardly be anything but a schema
 * @param made by statements that fail where another role has made one of that name before
 */
public record NamedSchemas(Set<String> written, Set<String> meant, Set<String> made) {
    public static final NamedSchemas NONE = new NamedSchemas(Set.of(), Set.of(), Set.of());

    public NamedSchemas {
        written = Set.copyOf(written);
        meant = Set.copyOf(meant);
        made = Set.copyOf(made);
    }

    /** Those of several scripts, which run one after the other. */
    public static NamedSchemas of(Collection<NamedSchemas> scripts) {
        return new NamedSchemas(
                all(scripts, NamedSchemas::written),
                all(scripts, NamedSchemas::meant),
                all(scripts, NamedSchemas::made));
    }

    private static Set<String> all(Collection<NamedSchemas> scripts, Function<NamedSchemas, Set<String>> part) {
        return scripts.stream().flatMap(script -> part.apply(script).stream()).collect(Collectors.toSet());
    }

    /** What the statements would take for theirs if another role made it before they run. */
    Set<String> expected() {
        return meant.stream().filter(name -> !made.contains(name)).collect(Collectors.toSet());
    }
}
