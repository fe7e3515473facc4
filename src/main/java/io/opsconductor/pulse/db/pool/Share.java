package io.opsconductor.pulse.db.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the clients of one entry may open on the server, through all poolers together.
 *
 * @param entry the poolers' name for the database
 * @param capacity the most sessions that its pools may have; a pool exists for each user
 * @param declared clients that services may open; 0 when none is declared for it
 * @param seen clients that are there now
 * @param inSessionMode whether each client keeps a session as long as it stays
 */
record Share(String entry, long capacity, long declared, long seen, boolean inSessionMode) {

    /** No more sessions than clients, where all clients are declared. */
    long most() {
        return declared == 0 ? capacity : Math.min(capacity, clients());
    }

    long clients() {
        return Math.max(declared, seen);
    }

    /** Those that lead to the server of a database. */
    static List<Share> of(String database, Collection<Service> pooled, Look look) {
        Map<String, List<Service>> byEntry = new TreeMap<>();
        pooled.forEach(service -> byEntry.computeIfAbsent(
                        service.database().orElseGet(() -> usual(database, look)), any -> new ArrayList<>())
                .add(service));
        Set<String> entries = look.poolers().stream()
                .flatMap(pooler -> pooler.leadingTo(database).stream())
                .map(PgBouncer.Entry::name)
                .collect(Collectors.toCollection(TreeSet::new));
        byEntry.keySet().stream().filter(name -> !isElsewhere(name, look)).forEach(entries::add);
        return entries.stream()
                .map(name -> share(name, byEntry.getOrDefault(name, List.of()), look))
                .toList();
    }

    /** The entry by which a database is reached: its own name, else another that leads to it. */
    static String usual(String database, Look look) {
        Set<String> names = look.poolers().stream()
                .flatMap(pooler -> pooler.entries().stream())
                .filter(entry -> entry.database().equals(database))
                .map(PgBouncer.Entry::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty() || names.contains(database)
                ? database
                : names.iterator().next();
    }

    /** Every pooler that names the entry leads it to another server, or it would be among those asked for. */
    private static boolean isElsewhere(String name, Look look) {
        return look.poolers().stream()
                .flatMap(pooler -> pooler.entries().stream())
                .anyMatch(entry -> entry.name().equals(name));
    }

    private static Share share(String name, List<Service> services, Look look) {
        long capacity = 0;
        long seen = 0;
        boolean sessions = false;
        for (PgBouncer pooler : look.poolers()) {
            PgBouncer.Entry entry = pooler.entry(name);
            List<PgBouncer.Pool> pools = pooler.pools().stream()
                    .filter(pool -> pool.entry().equals(name))
                    .toList();
            capacity += look.processes() * pooler.sessions(entry, users(entry, services, pools));
            seen += pools.stream().mapToLong(PgBouncer.Pool::clients).sum();
            sessions |= entry.mode().equals("session");
        }
        return new Share(
                name, capacity, services.stream().mapToLong(Service::most).sum(), seen, sessions);
    }

    /** Of services that tell no user, one is there in any case. */
    private static Stream<String> users(PgBouncer.Entry entry, List<Service> services, List<PgBouncer.Pool> pools) {
        Set<String> users = pools.stream().map(PgBouncer.Pool::user).collect(Collectors.toCollection(TreeSet::new));
        services.forEach(service -> service.user().ifPresent(users::add));
        if (entry.forcedUser().isPresent() && !(users.isEmpty() && services.isEmpty())) {
            return entry.forcedUser().stream();
        }
        return users.isEmpty() && !services.isEmpty() ? Stream.of("") : users.stream();
    }
}
