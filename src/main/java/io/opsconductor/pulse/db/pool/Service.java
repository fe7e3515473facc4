package io.opsconductor.pulse.db.pool;

import java.util.Optional;
import java.util.Set;

/**
 * What connects to the database.
 *
 * @param direct it goes around the pooler, or there is none
 * @param database the pooler's name for its database; empty for the one that leads to the database judged
 * @param user empty when it is not told
 */
record Service(
        String name,
        long replicas,
        long poolMax,
        boolean direct,
        Optional<String> database,
        Optional<String> user,
        Set<SessionFeature> needs) {

    /** How many sessions it may have open, or clients at the pooler. */
    long most() {
        return replicas * poolMax;
    }
}
