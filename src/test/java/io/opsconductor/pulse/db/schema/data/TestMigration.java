package io.opsconductor.pulse.db.schema.data;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.ConfiguredMigrations;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.schema.Warnings;

/** One run of the migrator, in this process: impatient about locks, and it keeps the warnings. */
final class TestMigration {
    private TestMigration() {}

    /** @return what the files warned of */
    static List<String> to(String version, String url) {
        Warnings warnings = new Warnings();
        try (Database database = new Database(DatabaseUrl.parse(url))) {
            new Migrator(ConfiguredMigrations.with(
                            "lock-wait", "10s", "lock-timeout", "1s", "lock-retries", "0", "statement-timeout", "1m"))
                    .migrate(database, new MigrateRequest(Optional.of(version), Optional.empty()), warnings);
        }
        return warnings.byFile().values().stream().flatMap(List::stream).toList();
    }
}
