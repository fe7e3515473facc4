package io.opsconductor.pulse.db.timescale.promise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

import io.opsconductor.pulse.db.config.Origin;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseProfile;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.promise.OwnHypertableSettings.OwnHypertables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What the hypertables of each database were promised: an entry of its own takes precedence over the one for all. */
@ApplicationScoped
public class Promises {
    private static final String SECTION = "hypertables";

    private final HypertableSettings shared;
    private final OwnHypertableSettings own;
    private final BiFunction<String, String, Origin> origin;
    private final BiPredicate<Database, String> withdrawn;

    @Inject
    public Promises(HypertableSettings shared, OwnHypertableSettings own, DatabaseProfile profile) {
        this(shared, own, profile::origin, (database, name) -> profile.isWithdrawn(database, SECTION, name));
    }

    /**
     * @param origin by section and name, where a promise is written
     * @param withdrawn true for a promise of the profile that does not hold for that database
     */
    public Promises(
            HypertableSettings shared,
            OwnHypertableSettings own,
            BiFunction<String, String, Origin> origin,
            BiPredicate<Database, String> withdrawn) {
        this.shared = shared;
        this.own = own;
        this.origin = origin;
        this.withdrawn = withdrawn;
    }

    /** What holds for every database that has no entry of its own, by name. */
    public List<Expectation> everywhere() {
        return Expectations.of(shared.byName(), name -> origin.apply(SECTION, name));
    }

    /** Those that are still expected, by name. */
    public List<Expectation> of(Database database) {
        Optional<OwnHypertables> named =
                database.label().map(label -> own.byName().get(label));
        Map<String, HypertableSettings.Hypertable> all = new HashMap<>();
        if (named.map(OwnHypertables::inherit).orElse(true)) {
            all.putAll(shared.byName());
            all.keySet().removeIf(name -> withdrawn.test(database, name));
        }
        named.ifPresent(found -> all.putAll(found.hypertables()));
        return Expectations.of(
                all,
                name -> isOwn(database, name)
                        ? origin.apply("databases." + database.label().orElseThrow() + "." + SECTION, name)
                        : origin.apply(SECTION, name));
    }

    /** True when only the entry that holds for all databases promises something to this one, which has a name of its own. */
    public boolean isInherited(Database database, String hypertable) {
        return database.label().isPresent()
                && of(database).stream()
                        .filter(one -> one.name().equals(hypertable)
                                || one.origin() == Origin.VARIABLES
                                        && HypertableName.spelling(one.name())
                                                .equals(HypertableName.spelling(hypertable)))
                        .noneMatch(one -> isOwn(database, one.name()));
    }

    private boolean isOwn(Database database, String hypertable) {
        return database.label()
                .flatMap(label -> Optional.ofNullable(own.byName().get(label)))
                .map(found -> found.hypertables().containsKey(hypertable))
                .orElse(false);
    }
}
