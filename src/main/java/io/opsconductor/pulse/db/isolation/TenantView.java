package io.opsconductor.pulse.db.isolation;

import java.util.Optional;

/**
 * A view through which others than its owner read rows that row security would keep from them.
 *
 * @param name for people and for the configuration: the schema only outside {@code public}
 * @param identifier quoted where SQL needs it, with the schema
 * @param owner with whose rights it reads
 * @param sources the guarded tables that it reads past their row security; empty for a continuous aggregate
 */
record TenantView(String name, String identifier, String owner, Optional<String> sources) {}
