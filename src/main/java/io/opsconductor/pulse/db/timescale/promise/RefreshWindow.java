package io.opsconductor.pulse.db.timescale.promise;

import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * A part of a continuous aggregate that is to be refreshed once.
 *
 * @param from as text of the time column; empty: from the beginning
 * @param to the same
 */
public record RefreshWindow(HypertableName aggregate, Optional<String> from, String to) {}
