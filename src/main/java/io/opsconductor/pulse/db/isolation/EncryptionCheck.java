package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Encryption;
import io.opsconductor.pulse.db.postgres.EncryptionCatalog;
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
        return List.of(judge(database.name(), EncryptionCatalog.read(database)));
    }

    /** Pure. */
    static Finding judge(String database, Encryption encryption) {
        return switch (encryption) {
            case NOT_NEEDED -> Finding.ok(ID, database, "this machine", "", "the session crosses no network");
            case YES -> Finding.ok(ID, database, "TLS", "TLS", "the session is encrypted");
            case NO ->
                open(
                        database,
                        "no TLS",
                        "rows, and on some servers the password, can be read on their way to this host");
            case UNKNOWN ->
                open(database, "not demanded", "a pooler is between, and sslmode lets a session without TLS pass");
        };
    }

    private static Finding open(String database, String measured, String message) {
        return Finding.warning(ID, database, message)
                .measured(measured)
                .target("TLS")
                .cure(Remedy.text("add sslmode=verify-full to the URL, or set PGSSLMODE; with the server's authority by"
                        + " sslrootcert, or sslrootcert=system for a public one"));
    }
}
