package io.opsconductor.pulse.db.timescale.promise;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;

/** The parts of which statements about jobs and chunks are made. */
public final class SqlTerms {
    private SqlTerms() {}

    /**
     * Changes one setting of a job and keeps the others.
     *
     * @param schema of TimescaleDB's functions
     * @param value as JSON
     * @param more further arguments, each after a comma
     */
    public static String configured(String schema, int job, String key, String value, String more) {
        return configured(schema, job, "{\"" + key + "\": " + value + "}", more);
    }

    /** @param settings a JSON object without quotation marks of SQL */
    static String configured(String schema, int job, String settings, String more) {
        return "SELECT " + HypertableName.schemaName(schema) + ".alter_job(job_id, config => config || '" + settings
                + "'" + more + ") FROM timescaledb_information.jobs WHERE job_id = " + job + ";";
    }

    static String sameZone(Optional<FixedSchedule> fixed) {
        return timezone(fixed.flatMap(FixedSchedule::timezone));
    }

    /** The last argument of alter_job, which forgets the time zone of a fixed schedule unless it is told (seen in 2.23). */
    public static String timezone(Optional<String> zone) {
        return zone.map(name -> ", timezone => " + SqlLiteral.of(name)).orElse("");
    }

    public static String span(TimeColumn time, Duration lag, Duration step) {
        return time.integer() ? "BIGINT '" + steps(lag, step) + "'" : interval(lag);
    }

    public static BigInteger steps(Duration lag, Duration step) {
        return nanos(lag).divide(nanos(step));
    }

    private static BigInteger nanos(Duration duration) {
        return BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(duration.getNano()));
    }

    public static String interval(Duration duration) {
        return "INTERVAL '" + words(duration) + "'";
    }

    /** In the largest unit that leaves no rest: {@code 30 days}, {@code 90 minutes}. */
    public static String words(Duration duration) {
        long seconds = duration.getSeconds();
        if (duration.getNano() != 0) {
            return seconds + "." + String.format("%09d", duration.getNano()).substring(0, 6) + " seconds";
        }
        if (seconds % 86_400 == 0) {
            return Counted.of(seconds / 86_400, "day");
        }
        if (seconds % 3_600 == 0) {
            return Counted.of(seconds / 3_600, "hour");
        }
        return seconds % 60 == 0 ? Counted.of(seconds / 60, "minute") : Counted.of(seconds, "second");
    }
}
