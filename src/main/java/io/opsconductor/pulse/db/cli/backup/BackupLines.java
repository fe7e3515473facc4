package io.opsconductor.pulse.db.cli.backup;

import java.util.Locale;

import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;

/** Progress of a backup as lines on standard error. */
final class BackupLines implements BackupProgress {
    private final ProgressOutput out;

    BackupLines(ProgressOutput out) {
        this.out = out;
    }

    @Override
    public void reached(String set, Phase phase, Reached reached) {
        String size = reached.bytes() == 0 ? "" : " " + Bytes.text(reached.bytes());
        String left = reached.left()
                .map(time -> ", about " + reached.percent().orElseThrow() + " %, " + Durations.text(time) + " left")
                .orElse("");
        out.steps().println("backup " + set + ": " + phase.name().toLowerCase(Locale.ROOT) + size + left);
    }

    @Override
    public void warned(String set, String line) {
        out.warnings().println("backup " + set + ": " + line);
    }

    @Override
    public void noted(String set, String line) {
        out.notes().println("backup " + set + ": " + line);
    }
}
