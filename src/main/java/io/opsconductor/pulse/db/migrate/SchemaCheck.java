package io.opsconductor.pulse.db.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
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

    @Override
    public List<Sample> samples(Database database, Instant now) {
        if (!migrator.hasFolder()) {
            return List.of();
        }
        List<MigrationStatus> migrations =
                migrator.status(database, Optional.empty()).migrations();
        return Stream.of(MigrationState.values())
                .map(state -> Sample.of(
                        Metric.MIGRATIONS,
                        migrations.stream().filter(one -> one.state() == state).count(),
                        title(database),
                        state.word()))
                .toList();
    }
}
