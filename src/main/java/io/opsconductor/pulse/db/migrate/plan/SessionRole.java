package io.opsconductor.pulse.db.migrate.plan;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.session.HiddenRows;

/**
 * The role of a session as psql would show it.
 *
 * @param createsIn the schema in which a statement without one creates; empty when the role may use none of its path
 * @param hiding what hides rows from it
 * @param silent what is set for its sessions and makes the same files do something else
 */
public record SessionRole(
        String name, Optional<String> createsIn, Optional<HiddenRows> hiding, List<ImposedSetting> silent) {}
