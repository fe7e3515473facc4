package io.opsconductor.pulse.db.backup;

/** A manifest that cannot be believed; the message completes "unverified: …". */
final class ManifestProblem extends Exception {
    ManifestProblem(String message) {
        super(message);
    }
}
