package io.opsconductor.pulse.db.timescale.aggregate;

import java.util.List;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;

/**
 * A source of continuous aggregates of which some changes reach no log, so that no refresh brings them.
 *
 * @param hypertable the source; of an aggregate on an aggregate, what the lower one materialized
 * @param id of the source in TimescaleDB's catalogue, which the trigger writes into the log
 * @param aggregates that read it
 * @param root the trigger of the table itself is not as TimescaleDB made it: chunks to come will have none
 * @param chunks how many chunks have none now
 * @param functions the schema of the trigger's function
 * @param bySlot a replication slot of this database may read changes instead
 */
record UntoldChanges(
        HypertableName hypertable,
        int id,
        List<HypertableName> aggregates,
        boolean root,
        long chunks,
        String functions,
        boolean bySlot) {}
