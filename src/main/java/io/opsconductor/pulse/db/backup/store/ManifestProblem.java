package io.opsconductor.pulse.db.backup.store;

/** A manifest that cannot be believed; the message completes "unverified: …". */
public final class ManifestProblem extends Exception {
    public ManifestProblem(String message) {
        super(message);
    }
}
