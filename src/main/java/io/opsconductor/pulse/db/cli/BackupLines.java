package io.opsconductor.pulse.db.cli;

import java.io.PrintStream;
import java.util.Locale;

import io.opsconductor.pulse.db.backup.BackupProgress;
import io.opsconductor.pulse.db.check.Bytes;

/** Progress of a backup as lines on standard error. */
final class BackupLines implements BackupProgress {
    private final PrintStream out;

    BackupLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void reached(String set, Phase phase, long bytes) {
        String size = bytes == 0 ? "" : " " + Bytes.text(bytes);
        out.println("backup " + set + ": " + phase.name().toLowerCase(Locale.ROOT) + size);
    }
}
