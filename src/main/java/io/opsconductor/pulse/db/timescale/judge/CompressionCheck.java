package io.opsconductor.pulse.db.timescale.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.Remedies;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.inject.Singleton;

/** Looks at what was promised about compression, what the policies say, and what they left undone. */
@Singleton
public class CompressionCheck extends Check {
    private final Promises promises;
    private final TimescaleSettings settings;

    public CompressionCheck(Promises promises, TimescaleSettings settings) {
        super(PolicyKind.COMPRESSION.noun(), CompressionPolicyJudge.ID, CompressionBacklogJudge.ID);
        this.promises = promises;
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        TimescaleSnapshot seen = TimescaleSnapshot.of(database, promises.of(database));
        Remedies remedies = Remedies.of(seen.facts().extension(), settings.schedulerExpected());
        List<Finding> findings =
                new ArrayList<>(CompressionPolicyJudge.judge(seen.facts(), seen.hypertables(), remedies));
        try {
            List<Backlog> backlogs = seen.backlogs(PolicyKind.COMPRESSION);
            findings.addAll(CompressionBacklogJudge.judge(
                    seen.facts(), seen.hypertables(), backlogs, seen.measured(backlogs), remedies));
        } catch (PulseFailure e) {
            // Chunks are read apart from policies: a timeout there hides nothing of what is known already.
            findings.add(Finding.couldNotLook(CompressionBacklogJudge.ID, database.name(), e));
        }
        return findings;
    }

    @Override
    public List<Sample> samples(Database database, Instant now) {
        TimescaleSnapshot seen = TimescaleSnapshot.of(database, promises.of(database));
        HypertableSamples samples = new HypertableSamples(title(database));
        return Stream.of(
                        samples.chunks(seen.facts().hypertables(), seen.everyChunk()),
                        samples.overdue(seen, PolicyKind.COMPRESSION))
                .flatMap(List::stream)
                .toList();
    }
}
