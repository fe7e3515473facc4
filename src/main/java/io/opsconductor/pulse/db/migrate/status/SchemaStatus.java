package io.opsconductor.pulse.db.migrate.status;

import java.util.List;
import java.util.Optional;

/**
 * Every migration, in order, with its state.
 *
 * @param schemaVersion the newest applied version; empty when there is none
 * @param note what there is to know of the schema as a whole; empty for nothing
 */
public record SchemaStatus(Optional<String> schemaVersion, List<MigrationStatus> migrations, String note) {

    public SchemaStatus(Optional<String> schemaVersion, List<MigrationStatus> migrations) {
        this(schemaVersion, migrations, "");
    }

    public SchemaStatus noting(String text) {
        return new SchemaStatus(schemaVersion, migrations, text);
    }

    public List<MigrationStatus> in(MigrationState state) {
        return migrations.stream()
                .filter(migration -> migration.state() == state)
                .toList();
    }
}
