package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Optional;

/**
 * Every migration, in order, with its state.
 *
 * @param schemaVersion the newest applied version; empty when there is none
 */
public record SchemaStatus(Optional<String> schemaVersion, List<MigrationStatus> migrations) {

    public List<MigrationStatus> in(MigrationState state) {
        return migrations.stream()
                .filter(migration -> migration.state() == state)
                .toList();
    }
}
