package io.opsconductor.pulse.db.isolation;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code pulse.isolation.*}: what tells tenants apart, and what is left open on purpose. */
@ConfigMapping(prefix = "pulse.isolation")
public interface IsolationSettings {
    /** The column that says whose a row is; empty: the tenants are not kept apart in the database. */
    @WithDefault("tenant_id")
    Optional<String> column();

    /** Tables and views that need no row security, by name, with the schema if not public. */
    Optional<Set<String>> exempt();

    /** Roles that may see every tenant: a policy may let them through, and they may have BYPASSRLS. */
    Optional<Set<String>> serviceRoles();
}
