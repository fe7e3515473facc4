package io.opsconductor.pulse.db.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** {@code pulse.databases."NAME".*}: further databases to look at, beside the main one. */
@ConfigMapping(prefix = "pulse.databases")
public interface NamedDatabaseSettings {
    @WithParentName
    Map<String, NamedDatabase> byName();

    /** One of them. */
    interface NamedDatabase {
        /** Where it is and how to log in; holds a secret. */
        String url();

        /** What is judged there; absent: everything but backups, which are judged once. */
        Optional<Set<String>> areas();
    }
}
