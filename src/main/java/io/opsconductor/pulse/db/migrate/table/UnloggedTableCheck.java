package io.opsconductor.pulse.db.migrate.table;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code schema.unlogged}: tables that lose their rows when the server crashes. */
@Singleton
public class UnloggedTableCheck extends Check {
    public UnloggedTableCheck() {
        super("schema", UnloggedTableJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return UnloggedTableJudge.judge(database.name(), UnloggedTableCatalog.read(database));
    }
}
