package io.opsconductor.pulse.db.backup.archive;

import java.util.List;

/**
 * What TimescaleDB's catalogue and the roles of a database are, as an archive holds them or a restored database does:
 * by this the two are compared. All lists are sorted.
 *
 * @param hypertables those of users and of continuous aggregates; not the internal ones that hold compressed rows
 * @param continuousAggregates by their view's name, schema-qualified
 * @param jobs policies and user-defined ones; TimescaleDB's own are left out
 * @param roles who own something, were granted something, or run a job; empty for a restored database
 */
public record Contents(
        List<Hypertable> hypertables, List<String> continuousAggregates, List<Job> jobs, List<String> roles) {

    /**
     * @param name schema-qualified, unquoted
     * @param chunks those that exist
     * @param compressedChunks those of them that are compressed and hold no rows that came later
     */
    public record Hypertable(String name, long chunks, long compressedChunks) {}

    /**
     * @param procedure schema-qualified, unquoted
     * @param hypertable the hypertable it works on; empty for a job without one
     * @param config a JSON text as PostgreSQL writes it; empty when there is none
     * @param every its schedule interval as PostgreSQL writes it
     * @param scheduled false when it is paused
     */
    public record Job(String procedure, String hypertable, String config, String every, boolean scheduled) {}

    public Contents {
        hypertables = List.copyOf(hypertables);
        continuousAggregates = List.copyOf(continuousAggregates);
        jobs = List.copyOf(jobs);
        roles = List.copyOf(roles);
    }
}
