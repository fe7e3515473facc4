package io.opsconductor.pulse.db.migrate.status;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every migration, in order, with its state.
 *
 * @param schemaVersion the newest applied version; empty when there is none
 * @param note what there is to know of the schema as a whole; empty for nothing
 * @param open who may forge what the migrations' states are read from; empty where only trusted roles may
 */
public record SchemaStatus(
        Optional<String> schemaVersion, List<MigrationStatus> migrations, String note, Optional<OpenHistory> open) {

    public SchemaStatus(Optional<String> schemaVersion, List<MigrationStatus> migrations) {
        this(schemaVersion, migrations, "", Optional.empty());
    }

    public SchemaStatus noting(String text) {
        return new SchemaStatus(schemaVersion, migrations, text, open);
    }

    /** The same, read from a history that others may write to. */
    public SchemaStatus from(Optional<OpenHistory> history) {
        String told = Stream.of(note, history.map(OpenHistory::message).orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return new SchemaStatus(schemaVersion, migrations, told, history);
    }

    public List<MigrationStatus> in(MigrationState state) {
        return migrations.stream()
                .filter(migration -> migration.state() == state)
                .toList();
    }
}
