package io.opsconductor.pulse.db.timescale.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.ChunkLocksCatalog;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.extension.LockTable;
import io.opsconductor.pulse.db.timescale.extension.LockTableCatalog;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.inject.Singleton;

/** Looks whether the server's lock table holds what a dump, and what retention, takes at once. */
@Singleton
public class LockTableCheck extends Check {
    private static final String ID = "timescale.locks";

    private final Promises promises;

    public LockTableCheck(Promises promises) {
        super("timescale", ID);
        this.promises = promises;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        LockTable table = LockTableCatalog.read(database);
        List<Finding> findings = new ArrayList<>(List.of(LockTableJudge.dump(ID, table)));
        List<Backlog> backlogs =
                TimescaleSnapshot.of(database, promises.of(database)).backlogs(PolicyKind.RETENTION);
        List<HypertableName> names = backlogs.stream()
                .filter(backlog -> backlog.oldest().isPresent())
                .map(backlog -> backlog.hypertable().name())
                .toList();
        Map<HypertableName, Long> each = names.isEmpty() ? Map.of() : new ChunkLocksCatalog(names).read(database);
        findings.addAll(LockTableJudge.drops(ID, table, backlogs, each));
        return findings;
    }
}
