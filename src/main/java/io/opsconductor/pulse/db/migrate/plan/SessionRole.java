package io.opsconductor.pulse.db.migrate.plan;

import java.util.Optional;

/**
 * The role of a session as psql would show it.
 *
 * @param createsIn the schema in which a statement without one creates; empty when the role may use none of its path
 */
public record SessionRole(String name, Optional<String> createsIn) {}
