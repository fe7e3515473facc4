package io.opsconductor.pulse.db.drill;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.backup.Restorable;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ChildProcess;
import io.opsconductor.pulse.db.postgres.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.Outcome;

/** Runs pg_restore, and tells what its failures mean. It ends at the first error: a restore with errors is none. */
final class PgRestore {
    private static final List<String> CATALOGUE = List.of("_timescaledb_catalog", "_timescaledb_config");

    private PgRestore() {}

    /**
     * @param extra options for a database that is not to be used, such as leaving out subscriptions
     * @param jobs sessions at once; TimescaleDB's catalogue is restored by one in any case, before the rest, for its
     *     tables depend on each other
     * @throws PulseFailure with pg_restore's first error: (failed), or (not now) when it was the server's fault
     */
    static void run(Restorable backup, DatabaseUrl url, List<String> extra, int jobs) throws InterruptedException {
        if (jobs == 1 || backup.timescaleVersion().isEmpty()) {
            step(backup, url, extra, jobs == 1 ? List.of() : List.of("--jobs=" + jobs));
            return;
        }
        step(backup, url, extra, List.of("--section=pre-data"));
        List<String> catalogue = new ArrayList<>(List.of("--section=data"));
        CATALOGUE.forEach(schema -> catalogue.add("--schema=" + schema));
        step(backup, url, extra, catalogue);
        List<String> rest = new ArrayList<>(List.of("--section=data", "--jobs=" + jobs));
        CATALOGUE.forEach(schema -> rest.add("--exclude-schema=" + schema));
        step(backup, url, extra, rest);
        step(backup, url, extra, List.of("--section=post-data", "--jobs=" + jobs));
    }

    private static void step(Restorable backup, DatabaseUrl url, List<String> extra, List<String> options)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                backup.programs().pgRestore(),
                "--exit-on-error",
                "--no-password",
                "--dbname=dbname='" + url.database().replace("\\", "\\\\").replace("'", "\\'") + "'"));
        command.addAll(extra);
        command.addAll(options);
        command.add(backup.archive().toString());
        Map<String, String> login = url.environment();
        login.putIfAbsent("PGAPPNAME", "pulse-db restore");
        if (backup.timescaleVersion().isPresent()) {
            // The database has this setting already; a server with one backend would not hear of it.
            login.merge("PGOPTIONS", "-c timescaledb.restoring=on", (own, ours) -> own + " " + ours);
        }
        Outcome<Long> outcome =
                ChildProcess.run(command, login, output -> output.transferTo(OutputStream.nullOutputStream()));
        if (!outcome.succeeded()) {
            throw RestoreFailure.of(backup, outcome.errors(), outcome.reason());
        }
    }
}
