package io.opsconductor.pulse.db.timescale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.timescale.fix.FixProgress;
import io.opsconductor.pulse.db.timescale.fix.FixStep;

/** Remembers what it was told. */
public final class FixProgressLog implements FixProgress {
    final List<String> told = new ArrayList<>();

    @Override
    public void started(FixStep step, int number, int of) {
        told.add("started " + number + "/" + of);
    }

    @Override
    public void finished(FixStep step, Duration took) {
        told.add("finished");
    }

    @Override
    public void failed(FixStep step, PulseFailure failure) {
        told.add("failed " + failure.getMessage());
    }

    @Override
    public void stopped(int notBegun, String reason) {
        told.add("stopped " + notBegun + " " + reason);
    }

    @Override
    public void notLogged(PulseFailure failure) {
        told.add("not logged " + failure.getMessage());
    }
}
