package io.opsconductor.pulse.db.timescale.job;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks how the jobs behind the compression policies fare. */
@ApplicationScoped
public class CompressionJobCheck implements Check {
    public static final String ID = "compression.job";

    private final TimescaleSettings settings;

    public CompressionJobCheck(TimescaleSettings settings) {
        this.settings = settings;
    }

    @Override
    public String area() {
        return PolicyKind.COMPRESSION.noun();
    }

    @Override
    public List<String> ids() {
        return List.of(ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return JobLook.at(database, settings, ID).judge(Job.Task.COMPRESS, "no job compresses anything here");
    }
}
