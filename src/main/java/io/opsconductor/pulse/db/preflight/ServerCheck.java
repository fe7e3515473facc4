package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import io.opsconductor.pulse.db.check.EncryptionFinding;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Encryption;
import jakarta.inject.Singleton;

/** Looks at what every task meets on a server. */
@Singleton
public class ServerCheck extends PreflightCheck {
    /** The first that tells a database's own collation version. */
    private static final int TELLS_COLLATION = 150_000;

    public ServerCheck() {
        super(
                EnumSet.allOf(PreflightTask.class),
                List.of(
                        ServerJudge.SERVER,
                        ServerJudge.ENCODING,
                        ServerJudge.COLLATION,
                        ServerJudge.CLOCK,
                        ServerJudge.ENCRYPTION));
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        TargetFacts facts = TargetCatalog.facts(database);
        List<Finding> findings = new ArrayList<>(List.of(
                ServerJudge.server(facts),
                ServerJudge.encoding(facts),
                ServerJudge.clock(facts, now),
                EncryptionFinding.of(ServerJudge.ENCRYPTION, facts.database(), Encryption.of(database))));
        if (facts.versionNumber() >= TELLS_COLLATION) {
            findings.add(ServerJudge.collation(facts, TargetCatalog.collation(database)));
        }
        return findings;
    }
}
