package io.opsconductor.pulse.db.timescale.extension;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks for sessions that begin without TimescaleDB, or without what tells continuous aggregates of new rows. */
@Singleton
public class SwitchedOffCheck extends Check {
    public SwitchedOffCheck() {
        super("timescale", SwitchedOffJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Extension extension = new ExtensionCatalog().read(database);
        return extension.installed().isEmpty()
                ? List.of()
                : SwitchedOffJudge.judge(extension.database(), new SwitchedOffCatalog().read(database));
    }
}
