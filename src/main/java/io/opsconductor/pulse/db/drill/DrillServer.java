package io.opsconductor.pulse.db.drill;

import java.util.Optional;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.ShellWord;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.lock.Pooler;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import jakarta.enterprise.context.ApplicationScoped;

/** Chooses the server for scratch databases. The one that the backups are of is used only where that was allowed. */
@ApplicationScoped
class DrillServer {
    private final DrillSettings settings;
    private final Databases databases;

    DrillServer(DrillSettings settings, Databases databases) {
        this.settings = settings;
        this.databases = databases;
    }

    /**
     * @param source the database that the backups are of
     * @throws PulseFailure (usage) when no server is configured, or the one of the backups without being allowed, or its
     *     role may not create databases; (not now) when it is unreachable
     */
    Database open(Supplier<Database> source) {
        if (settings.jobs() < 1) {
            throw PulseFailure.usage("pulse.drill.jobs=" + settings.jobs() + " is too small", "give 1 or more");
        }
        if (settings.url().isEmpty() && !settings.sameServer()) {
            throw PulseFailure.usage(
                    "no server is configured for drills",
                    "set PULSE_DRILL_URL=postgresql://user:password@host:5432/postgres, or"
                            + " PULSE_DRILL_SAME_SERVER=true to load the server that the backups are of");
        }
        if (settings.sameServer()) {
            requireConfirmed(source);
        }
        Database server = settings.url()
                .map(url -> databases.other(UrlSource.DRILL_URL, url))
                .orElseGet(source);
        ServerFacts facts = ServerCatalog.read(server);
        if (!settings.sameServer() && isSameServer(facts, source)) {
            throw PulseFailure.usage(
                    "pulse.drill.url leads to the server that the backups are of",
                    "name another one, or set PULSE_DRILL_SAME_SERVER=true if that is meant");
        }
        if (!facts.mayCreateDatabase()) {
            throw PulseFailure.usage(
                    "the role " + facts.role() + " at " + server.url().redacted() + " may not create databases",
                    "ALTER ROLE " + RestorePlan.quoted(facts.role())
                            + " CREATEDB; there; what a drill needs in all: pulse-db grants" + " --for=drill "
                            + ShellWord.of(facts.role()));
        }
        // pg_restore leaves its pooler's sessions with an empty search path, and what shows that a drill lives strands.
        Pooler.refuseAny(server);
        return server;
    }

    /**
     * One word may be copied from an example. The database's name is known to who has thought of it.
     *
     * @throws PulseFailure (usage) when it is not confirmed
     */
    private void requireConfirmed(Supplier<Database> source) {
        String name = source.get().name();
        if (!settings.confirmSameServer().equals(Optional.of(name))) {
            throw PulseFailure.usage(
                    "PULSE_DRILL_SAME_SERVER=true is not confirmed: a drill restores as a superuser whatever the backup"
                            + " holds, so who can write backups decides what runs on the server of " + name,
                    "better name a server of its own by PULSE_DRILL_URL; if it is meant, set"
                            + " PULSE_DRILL_CONFIRM_SAME_SERVER=" + name);
        }
    }

    /** A source that cannot be reached now, or is not configured here, cannot be told apart: drills must go on then. */
    private static boolean isSameServer(ServerFacts facts, Supplier<Database> source) {
        try {
            return facts.identifier().isPresent()
                    && facts.identifier().equals(ServerCatalog.identifierOf(source.get()));
        } catch (PulseFailure failure) {
            return false;
        }
    }
}
