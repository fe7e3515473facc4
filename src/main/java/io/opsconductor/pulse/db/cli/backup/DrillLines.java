package io.opsconductor.pulse.db.cli.backup;

import java.util.Locale;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.drill.DrillProgress;

/** Progress of a drill or restore as lines on standard error. */
public final class DrillLines implements DrillProgress {
    private final ProgressOutput out;
    private final String command;

    public DrillLines(ProgressOutput out, String command) {
        this.out = out;
        this.command = command;
    }

    @Override
    public void reached(String set, Phase phase, long bytes) {
        String size = bytes == 0 ? "" : " " + Bytes.text(bytes);
        out.steps()
                .println(command + " " + set + ": "
                        + phase.name().toLowerCase(Locale.ROOT).replace('_', ' ') + size);
    }

    @Override
    public void noted(String set, String line) {
        out.notes().println(command + " " + set + ": " + line);
    }
}
