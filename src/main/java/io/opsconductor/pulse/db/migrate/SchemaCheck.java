package io.opsconductor.pulse.db.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code schema.current} and {@code schema.drift}: files against history. */
@ApplicationScoped
public class SchemaCheck implements Check {
    private static final String DENIED = "permission denied for table ";

    private final Migrator migrator;

    public SchemaCheck(Migrator migrator) {
        this.migrator = migrator;
    }

    @Override
    public String area() {
        return "schema";
    }

    @Override
    public List<String> ids() {
        return List.of(SchemaJudge.CURRENT, SchemaJudge.DRIFT);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        try {
            return SchemaJudge.judge(database.name(), migrator.status(database, Optional.empty()));
        } catch (PulseFailure failure) {
            throw failure.getMessage().contains(DENIED) ? blind(database, failure) : failure;
        }
    }

    /** Looking needs less than migrating does. */
    private static PulseFailure blind(Database database, PulseFailure failure) {
        String role = database.url()
                .user()
                .map(user -> '"' + user.replace("\"", "\"\"") + '"')
                .orElse("CURRENT_USER");
        return new PulseFailure(
                failure.exit(),
                failure.getMessage(),
                "GRANT SELECT ON flyway_schema_history, pulse_migration_log, schema_migrations TO " + role + ";",
                failure);
    }
}
