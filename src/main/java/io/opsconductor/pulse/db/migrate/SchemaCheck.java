package io.opsconductor.pulse.db.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code schema.current} and {@code schema.drift}: files against history. */
@Singleton
public class SchemaCheck extends Check {
    private final Migrator migrator;

    public SchemaCheck(Migrator migrator) {
        super("schema", SchemaJudge.CURRENT, SchemaJudge.DRIFT);
        this.migrator = migrator;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return migrator.hasFolder()
                ? SchemaJudge.judge(database.name(), migrator.status(database, Optional.empty()))
                : List.of(SchemaJudge.withoutFolder(database.name(), migrator.recorded(database)));
    }
}
