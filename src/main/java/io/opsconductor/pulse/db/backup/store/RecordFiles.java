package io.opsconductor.pulse.db.backup.store;

import java.util.Set;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;

/** Names of what lies beside a backup's content: what was found out about it, and who is reading it. */
public final class RecordFiles {
    /** The outcome of the last drill. */
    public static final String DRILL = "drill.json";
    /** The outcome of the set's last drill, in the set's directory. */
    public static final String LAST_DRILL = ".last-drill.json";

    /** The outcome of the last rehearsal of pending migrations on it. */
    public static final String REHEARSAL = "rehearsal.json";
    /** The outcome of the set's last rehearsal, in the set's directory. */
    public static final String LAST_REHEARSAL = ".last-rehearsal.json";

    /** That taking a backup failed last, in the set's directory. */
    static final String LAST_FAILURE = ".last-failure.json";

    private static final Set<String> ALL =
            Set.of(Manifest.FILE, VerificationRecord.FILE, BackupInUse.FILE, DRILL, REHEARSAL);

    private RecordFiles() {}

    /** The outcome of the last drill from a copy of that name, in the set's directory. */
    public static String lastDrillOf(String copy) {
        return ".last-drill-of-" + copy + ".json";
    }

    /** True for one of them, and for one on its way to its name. */
    static boolean isOne(String name) {
        return ALL.contains(name) || name.startsWith(".") && name.endsWith(PrivateFiles.PARTIAL);
    }
}
