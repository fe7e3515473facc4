package io.opsconductor.pulse.db.postgres.trust;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where statements look for names because they say so.
 *
 * @param schemas rather too many than too few
 * @param known false where a path is computed, so that it may name any other schema, too
 */
public record SetPaths(Set<String> schemas, boolean known) {
    public static final SetPaths NONE = new SetPaths(Set.of(), true);

    public SetPaths {
        schemas = Set.copyOf(schemas);
    }

    /** Those of several scripts, which run one after the other. */
    public static SetPaths of(Collection<SetPaths> scripts) {
        return new SetPaths(
                scripts.stream().flatMap(script -> script.schemas().stream()).collect(Collectors.toSet()),
                scripts.stream().allMatch(SetPaths::known));
    }
}
