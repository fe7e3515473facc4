package io.opsconductor.pulse.db.drill;

import java.util.Optional;
import java.util.Set;

/**
 * A server, before anything is restored there.
 *
 * @param role ours
 * @param version such as {@code 17.5}
 * @param identifier the cluster's own number, which its physical copies share; empty when it may not be read
 * @param roles all that exist
 * @param powerful those of them with a superuser's rights
 * @param engaged those of them that may do something there beside owning what is restored: log in, make roles or databases, act
 *     as others, or use what they have there already
 * @param timescaleVersions those that can be installed
 * @param mayCreateDatabase whether our role may
 * @param mayCreateRole whether our role may
 * @param superuser whether our role is one
 * @param reachesHost whether our role may read or write the server's files, or start its programs
 */
record ServerFacts(
        String role,
        String version,
        Optional<String> identifier,
        Set<String> roles,
        Set<String> powerful,
        Set<String> engaged,
        Set<String> timescaleVersions,
        boolean mayCreateDatabase,
        boolean mayCreateRole,
        boolean superuser,
        boolean reachesHost) {}
