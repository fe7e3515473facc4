package io.opsconductor.pulse.db.drill.load;

import java.util.List;
import java.util.stream.Collectors;

/**
 * TimescaleDB's jobs that were scheduled and are held: none of them runs until released.
 *
 * @param table their table, as SQL writes it; empty in a database without TimescaleDB
 * @param wake the function that has the scheduler look at them again, as SQL writes it
 * @param ids those that were scheduled, sorted; paused ones stay as they were
 */
public record HeldJobs(String table, String wake, List<Integer> ids) {
    public static final HeldJobs NONE = new HeldJobs("", "", List.of());

    public HeldJobs {
        ids = ids.stream().sorted().toList();
    }

    /** False for TimescaleDB's own, which no dump holds. */
    public static boolean isOfUsers(int id) {
        return id >= 1000;
    }

    /**
     * What releases them, to be pasted into psql. Not {@code alter_job}, which calls the function by which its owner
     * checks a job's configuration.
     */
    public String release() {
        String numbers = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "UPDATE " + table + " SET scheduled = true WHERE id IN (" + numbers + "); SELECT " + wake + "();";
    }
}
