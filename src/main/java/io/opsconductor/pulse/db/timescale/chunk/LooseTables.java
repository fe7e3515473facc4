package io.opsconductor.pulse.db.timescale.chunk;

import java.util.Optional;

/**
 * Tables below a hypertable whose rows may be of any age, whatever its chunks' ranges say.
 *
 * @param number how many; zero as long as TimescaleDB was there whenever they were altered
 * @param sample the name of one of these
 */
public record LooseTables(int number, Optional<String> sample) {
    public static final LooseTables NONE = new LooseTables(0, Optional.empty());
}
