package io.opsconductor.pulse.db.timescale.extension;

import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Where TimescaleDB's functions are: in {@code public} mostly, but in any schema that whoever installed the extension chose.
 *
 * @param strangers signatures of functions that are called as TimescaleDB's, in the same schema, and are not TimescaleDB's:
 *     the server prefers them where their arguments match better, so with any of them there nothing may be called
 */
public record TimescaleSchema(String name, List<String> strangers) {

    public TimescaleSchema {
        strangers = List.copyOf(strangers);
    }

    /** @throws PulseFailure (failed) when something else would be called */
    public void refuseStrangers() {
        if (!strangers.isEmpty()) {
            throw strangers(strangers);
        }
    }

    static PulseFailure strangers(List<String> signatures) {
        return PulseFailure.failed(
                "functions that are not TimescaleDB's stand beside its own under the same names: "
                        + String.join(", ", signatures),
                "DROP FUNCTION each of them, then REVOKE CREATE ON SCHEMA … FROM their owners",
                null);
    }
}
