package io.opsconductor.pulse.db.backup.remote;

import java.util.Optional;

import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** A copy that goes away while it is read, as by a rotation elsewhere: nothing was found out about it, least of all that it is bad. */
final class GoneCopy {
    private GoneCopy() {}

    /** By its manifest, with which a copy is there, and which a rotation takes first. */
    static Optional<PulseFailure> of(ObjectStore store, String id, PulseFailure cause) {
        return store.head(id + "/" + Manifest.FILE).isPresent()
                ? Optional.empty()
                : Optional.of(PulseFailure.notNow(
                        "the copy " + store.target().url() + id + "/ is being removed or gone already",
                        "choose from pulse-db backup list --copies "
                                + store.target().set(),
                        cause));
    }

    /** What reading it failed with, or that it is gone. */
    static PulseFailure instead(PulseFailure failure, ObjectStore store, String id) {
        if (failure.exit() != ExitCode.FAILED) {
            return failure;
        }
        try {
            return of(store, id, failure).orElse(failure);
        } catch (PulseFailure unknown) {
            return failure;
        }
    }
}
