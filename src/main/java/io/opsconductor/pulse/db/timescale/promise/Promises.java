package io.opsconductor.pulse.db.timescale.promise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.promise.OwnHypertableSettings.OwnHypertables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What the hypertables of each database were promised: an entry of its own takes precedence over the one for all. */
@ApplicationScoped
public class Promises {
    private final HypertableSettings shared;
    private final OwnHypertableSettings own;

    @Inject
    public Promises(HypertableSettings shared, OwnHypertableSettings own) {
        this.shared = shared;
        this.own = own;
    }

    public Promises(HypertableSettings shared) {
        this(shared, Map::of);
    }

    /** Those that are still expected, by name. */
    public List<Expectation> of(Database database) {
        Optional<OwnHypertables> named =
                database.label().map(label -> own.byName().get(label));
        Map<String, HypertableSettings.Hypertable> all = new HashMap<>();
        if (named.map(OwnHypertables::inherit).orElse(true)) {
            all.putAll(shared.byName());
        }
        named.ifPresent(found -> all.putAll(found.hypertables()));
        return Expectations.of(() -> all);
    }

    /** True when only the entry that holds for all databases promises something to this one, which has a name of its own. */
    public boolean isInherited(Database database, String hypertable) {
        return database.label()
                .filter(label -> !Optional.ofNullable(own.byName().get(label))
                        .map(found -> found.hypertables().containsKey(hypertable))
                        .orElse(false))
                .isPresent();
    }
}
