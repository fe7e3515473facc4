package io.opsconductor.pulse.db.rehearse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code schema.rehearsal}: whether what is pending was rehearsed. Asks the database only where a rehearsal is required or was made. */
@Singleton
public class RehearsalCheck extends Check {
    private final RehearsalStore store;
    private final Migrator migrator;
    private final RehearsalSettings settings;

    RehearsalCheck(RehearsalStore store, Migrator migrator, RehearsalSettings settings) {
        super("schema", RequiredRehearsalJudge.ID);
        this.store = store;
        this.migrator = migrator;
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Optional<RecordedRehearsal> last = store.last(database);
        Map<String, String> pending =
                last.isPresent() || settings.requiredWithin().isPresent() ? migrator.pending(database) : Map.of();
        return List.of(RequiredRehearsalJudge.judge(database.name(), pending, last, settings.requiredWithin(), now));
    }
}
