package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.EncryptionFinding;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Encryption;
import jakarta.inject.Singleton;

/** {@code connection.encryption}: whether what a session says can be read on its way. */
@Singleton
public class EncryptionCheck extends Check {
    private static final String ID = "connection.encryption";

    public EncryptionCheck() {
        super("connection", ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return List.of(EncryptionFinding.of(ID, database.name(), Encryption.of(database)));
    }
}
