package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.inject.Singleton;

/** Looks how the jobs behind the retention policies fare. */
@Singleton
public class RetentionJobCheck extends Check {
    public static final String ID = "retention.job";

    private final TimescaleSettings settings;
    private final Promises promises;

    public RetentionJobCheck(TimescaleSettings settings, Promises promises) {
        super(PolicyKind.RETENTION.noun(), ID);
        this.settings = settings;
        this.promises = promises;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        TimescaleSnapshot seen = TimescaleSnapshot.of(database, promises.of(database));
        return JobLook.at(database, settings, ID, DeclaredHypertable.unpromised(seen.hypertables()))
                .judge(Job.Task.DROP, "no job drops anything here");
    }
}
