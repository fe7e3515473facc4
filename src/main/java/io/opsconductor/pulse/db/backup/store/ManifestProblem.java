package io.opsconductor.pulse.db.backup.store;

import io.opsconductor.pulse.db.backup.set.Backup;

/** A manifest that cannot be believed; the message completes "unverified: …". */
public final class ManifestProblem extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean newer;

    public ManifestProblem(String message) {
        this(message, false);
    }

    private ManifestProblem(String message, boolean newer) {
        super(message);
        this.newer = newer;
    }

    /**
     * One that may well be right.
     *
     * @param file in the words of a message, such as "its manifest"
     */
    public static ManifestProblem newer(String file) {
        return new ManifestProblem(file + " was written by a newer pulse-db", true);
    }

    /** What a backup lacks of which this is all that is known. */
    public Backup.Lack lack() {
        return newer ? Backup.Lack.READER : Backup.Lack.NOTHING;
    }
}
