package io.opsconductor.pulse.db.timescale;

import java.util.Optional;

/**
 * A part of a continuous aggregate that is to be refreshed once.
 *
 * @param from as text of the time column; empty: from the beginning
 * @param to the same
 */
record RefreshWindow(HypertableName aggregate, Optional<String> from, String to) {}
