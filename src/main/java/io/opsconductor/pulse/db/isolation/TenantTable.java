package io.opsconductor.pulse.db.isolation;

import java.util.List;

/**
 * A table that says of each row whose it is.
 *
 * @param name for people and for the configuration: the schema only outside {@code public}
 * @param identifier quoted where SQL needs it, with the schema
 * @param canBeGuarded false for a materialized view and a foreign table, which cannot have row security
 * @param guarded row security is on
 * @param openPolicies names of policies through which a session meets rows of every tenant
 * @param unclearPolicies names of those of which that cannot be told
 * @param unread its policies could not be read, for another session has it locked
 * @param hasChunks it is a hypertable with chunks, to which row security does not reach
 */
record TenantTable(
        String name,
        String identifier,
        boolean canBeGuarded,
        boolean guarded,
        List<String> openPolicies,
        List<String> unclearPolicies,
        boolean unread,
        boolean hasChunks) {

    TenantTable withPolicies(List<String> open, List<String> unclear, boolean unread) {
        return new TenantTable(name, identifier, canBeGuarded, guarded, open, unclear, unread, hasChunks);
    }
}
