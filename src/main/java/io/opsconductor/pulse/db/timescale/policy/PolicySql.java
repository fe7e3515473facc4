package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;

import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.SqlTerms;

/**
 * The statements that change policies. The names from before the columnstore are used: they work on every version from
 * 2.11 to 2.29, where {@code add_columnstore_policy} and its like begin with 2.18.
 *
 * @param schema of TimescaleDB's functions
 */
record PolicySql(String schema) {
    private String call(String function) {
        return HypertableName.schemaName(schema) + "." + function;
    }

    static String enableCompression(PolicyTarget target) {
        return "ALTER " + (target.aggregate() ? "MATERIALIZED VIEW " : "TABLE ")
                + target.name().identifier() + " SET (timescaledb.compress);";
    }

    String add(PolicyKind kind, PolicyTarget target, Duration lag, Duration step) {
        return "SELECT " + call("add_" + kind.noun() + "_policy(")
                + target.name().literal() + ", " + SqlTerms.span(target.time(), lag, step) + ");";
    }

    /** Changes the lag and nothing else: owner, schedule, time zone and what else the job was given stay. */
    String changeLag(PolicyJob job, Duration lag, Duration step) {
        String key = job.kind().verb() + (job.lag().byCreation() ? "_created_before" : "_after");
        String value =
                job.lag() instanceof Lag.Steps ? SqlTerms.steps(lag, step).toString() : '"' + SqlTerms.words(lag) + '"';
        return SqlTerms.configured(schema, job.job(), key, value, SqlTerms.timezone(job.timezone()));
    }

    String schedule(PolicyJob job, boolean scheduled) {
        return "SELECT " + call("alter_job(") + job.job() + ", scheduled => " + scheduled
                + SqlTerms.timezone(job.timezone()) + ");";
    }
}
