package io.opsconductor.pulse.db.cli.migrate;

import java.io.PrintStream;
import java.time.Duration;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import io.opsconductor.pulse.db.postgres.StartingServer;

/** What is waited for, as lines on standard error. */
final class WaitLines implements StartingServer.Progress {
    private final PrintStream out;

    WaitLines(ProgressOutput out) {
        this.out = out.notes();
    }

    @Override
    public void waiting(String why, Duration waited, Duration limit) {
        out.println("waiting: " + why + "; " + Durations.text(waited) + " of at most " + Durations.text(limit));
    }
}
