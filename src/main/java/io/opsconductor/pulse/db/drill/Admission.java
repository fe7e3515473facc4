package io.opsconductor.pulse.db.drill;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.drill.Restorer.Loaded;
import io.opsconductor.pulse.db.drill.load.Loader;
import io.opsconductor.pulse.db.drill.load.MigratorStore;
import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.drill.load.SessionStartStore;
import io.opsconductor.pulse.db.drill.load.TemporaryRolesStore;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * Opens a restored scratch database to work that calls what others wrote in it. From then on no superuser enters it, unless
 * owners are trusted: an event trigger may even be called by a login.
 */
final class Admission {
    private final boolean contained;
    private final ServerFacts facts;
    private final Restorable backup;
    private final SessionStart start;

    /**
     * @param contained whether the work is to be done without a superuser's rights
     * @param start who migrates where the backup comes from, and with which settings
     */
    Admission(boolean contained, ServerFacts facts, Restorable backup, SessionStart start) {
        this.contained = contained;
        this.facts = facts;
        this.backup = backup;
        this.start = start;
    }

    /**
     * Migrations act as the owners of what they change, and so may what others wrote there, triggers for one: an owner must have
     * nothing to lend but what was restored.
     *
     * @param needed the roles that the backup names
     * @throws PulseFailure (usage) when one of them may do more than that on the server
     */
    static void requireIdle(Set<String> needed, ServerFacts server) {
        List<String> engaged = needed.stream()
                .filter(role ->
                        server.engaged().contains(role) && !server.powerful().contains(role))
                .sorted()
                .toList();
        if (!engaged.isEmpty()) {
            throw PulseFailure.usage(
                    "roles that the backup names may log in on that server, or have something there: "
                            + String.join(", ", engaged)
                            + "; in a rehearsal what others wrote, such as triggers, could use their rights",
                    "rehearse on a server for drills only, which lacks these roles, with PULSE_DRILL_CREATE_ROLES=true;"
                            + " or, if whoever owns something in the backup may do on that server what they may, set"
                            + " PULSE_DRILL_TRUST_OWNERS=true");
        }
    }

    RestoredScratch open(
            Database scratch, Restorer restorer, Loaded loaded, TemporaryRolesStore roles, DrillResult drill)
            throws InterruptedException {
        restorer.functions().end();
        DatabaseUrl url = scratch.url();
        DatabaseUrl writing = url;
        DatabaseUrl reading = url;
        SessionStart begun = start;
        if (contained) {
            Loader migrator = roles.migrator(bypassesRowSecurity());
            Loader reader = roles.reader();
            MigratorStore.admit(scratch, migrator, facts.powerful(), acting(), jobs(loaded));
            MigratorStore.admitReader(scratch, reader);
            begun = SessionStartStore.apply(start, scratch, migrator.name(), acting());
            writing = migrator.login(url);
            reading = reader.login(url);
        }
        if (loaded.last().isPresent()) {
            restorer.finish(loaded.last().get());
        }
        if (!contained) {
            begun = SessionStartStore.apply(
                    start, scratch, facts.role(), start.role().filter(facts.role()::equals));
        }
        return new RestoredScratch(new Database(writing), new Database(reading), backup, drill, Optional.of(begun));
    }

    /** A role with rights of its own there does not act here: then one of ours owns what it owned. */
    private Optional<String> acting() {
        return start.role()
                .filter(name -> facts.roles().contains(name)
                        && !facts.powerful().contains(name)
                        && !facts.engaged().contains(name));
    }

    private static Optional<String> jobs(Loaded loaded) {
        return Optional.of(loaded.held().table()).filter(table -> !table.isEmpty());
    }

    private boolean bypassesRowSecurity() {
        Set<String> powerful = backup.powerful().orElse(Set.of(RestorePlan.INITIAL));
        return start.role().map(powerful::contains).orElse(true);
    }
}
