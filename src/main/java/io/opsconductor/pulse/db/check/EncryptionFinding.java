package io.opsconductor.pulse.db.check;

import io.opsconductor.pulse.db.postgres.Encryption;

/** Judges whether what a session says can be read on its way, for whichever check asks. Pure. */
public final class EncryptionFinding {
    private EncryptionFinding() {}

    public static Finding of(String id, String database, Encryption encryption) {
        return switch (encryption) {
            case NOT_NEEDED -> Finding.ok(id, database, "this machine", "", "the session crosses no network");
            case YES -> Finding.ok(id, database, "TLS", "TLS", "the session is encrypted");
            case NO ->
                open(
                        id,
                        database,
                        "no TLS",
                        "rows, and on some servers the password, can be read on their way to this host");
            case UNKNOWN ->
                open(id, database, "not demanded", "a pooler is between, and sslmode lets a session without TLS pass");
        };
    }

    private static Finding open(String id, String database, String measured, String message) {
        return Finding.warning(id, database, message)
                .measured(measured)
                .target("TLS")
                .cure(Remedy.text("add sslmode=verify-full to the URL, or set PGSSLMODE; with the server's authority by"
                        + " sslrootcert, or sslrootcert=system for a public one"));
    }
}
