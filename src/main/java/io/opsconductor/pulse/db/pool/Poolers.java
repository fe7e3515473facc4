package io.opsconductor.pulse.db.pool;

import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.url.UrlSource;
import jakarta.inject.Singleton;

/** Asks the consoles of all configured poolers, side by side: one that is away holds up no other. */
@Singleton
class Poolers {
    private static final String KEY = "pulse.pgbouncer.url";

    private final PgBouncerSettings settings;
    private final Databases databases;

    Poolers(PgBouncerSettings settings, Databases databases) {
        this.settings = settings;
        this.databases = databases;
    }

    boolean areConfigured() {
        return settings.url().isPresent();
    }

    /** Sessions that pulse-db itself may have open at the same time. */
    long ours() {
        return databases.poolSize().max();
    }

    /** @param database whose checkup it is: the consoles are asked once in it */
    Look look(Database database) {
        return database.once(Look.class, this::look);
    }

    private Look look() {
        if (settings.url().isEmpty()) {
            return new Look(List.of(), List.of(), settings.processes());
        }
        List<Object> answers;
        try (Database all = databases.other(UrlSource.apart(KEY), settings.url().get())) {
            DatabaseUrl url = all.url();
            answers = url.hosts().parallelStream()
                    .map(host -> ask(url.at(host), host.name() + ":" + host.port()))
                    .toList();
        }
        return new Look(of(PgBouncer.class, answers), of(Look.Unseen.class, answers), settings.processes());
    }

    private static <T> List<T> of(Class<T> type, List<Object> answers) {
        return answers.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Object ask(DatabaseUrl console, String address) {
        try {
            return PgBouncerCatalog.read(console, address);
        } catch (PulseFailure failure) {
            return new Look.Unseen(address, failure);
        } catch (RuntimeException e) {
            return new Look.Unseen(address, PulseFailure.unexpected(e));
        }
    }
}
