package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import jakarta.inject.Singleton;

/** Looks how the jobs behind the compression policies fare. */
@Singleton
public class CompressionJobCheck extends Check {
    public static final String ID = "compression.job";

    private final TimescaleSettings settings;

    public CompressionJobCheck(TimescaleSettings settings) {
        super(PolicyKind.COMPRESSION.noun(), ID);
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return JobLook.at(database, settings, ID).judge(Job.Task.COMPRESS, "no job compresses anything here");
    }
}
