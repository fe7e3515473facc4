package io.opsconductor.pulse.db.rehearse;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.drill.load.SessionStart;

/**
 * What a rehearsal saw.
 *
 * @param files that began, in order
 * @param after empty when a file failed
 * @param failure why the run ended; empty when all files were applied
 * @param start what sessions began with
 * @param lockPlaces how many locks the server has room for at least
 */
record RehearsalFacts(
        List<RehearsedFile> files,
        SchemaFacts before,
        Optional<SchemaFacts> after,
        Optional<String> failure,
        SessionStart start,
        long lockPlaces) {}
