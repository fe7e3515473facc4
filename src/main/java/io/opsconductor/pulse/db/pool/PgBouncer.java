package io.opsconductor.pulse.db.pool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One pooler as its console tells of it. In {@code limit…} and in whatever says "most", 0 means no limit, as there.
 *
 * @param address host and port
 * @param mostClients {@code max_client_conn}
 * @param mostOfUser {@code max_user_connections} where a user has no other
 * @param carriesStatements whether prepared statements follow a client to another session
 * @param shared other processes answer at the same address, with pools of their own
 * @param fallback what holds for a database that no entry names, if there is one for all others ({@code *})
 * @param entries by the name that clients give
 * @param users those with limits of their own
 * @param waited seconds that clients of each entry waited on average over the last minute ({@code stats_period}): for each
 *     session that they got, in old versions in each second
 * @param links the sessions that it has on servers
 */
record PgBouncer(
        String address,
        long mostClients,
        long mostOfUser,
        boolean carriesStatements,
        boolean shared,
        Entry fallback,
        List<Entry> entries,
        List<Pool> pools,
        Map<String, User> users,
        Map<String, Double> waited,
        List<Link> links) {

    /**
     * A database as clients call it.
     *
     * @param name the pooler's
     * @param server host and port; empty for a socket or the pooler itself
     * @param database its name on the server
     * @param mode {@code session}, {@code transaction}, {@code statement}
     * @param size of each user's pool
     * @param reserve further sessions of each pool, for clients that wait
     * @param most {@code max_db_connections}
     * @param forcedUser all clients become this one
     */
    record Entry(
            String name,
            String server,
            String database,
            String mode,
            long size,
            long reserve,
            long most,
            Optional<String> forcedUser) {
        Entry named(String other) {
            return new Entry(other, server, other, mode, size, reserve, most, forcedUser);
        }
    }

    /** The clients and sessions of one database and user. */
    record Pool(String entry, String user, long clients, long waiting, double longestWaitSeconds) {
        String title() {
            return entry + "/" + user;
        }
    }

    /**
     * What it has of its own, in the place of what its database has.
     *
     * @param mode empty for the database's
     */
    record User(Limit size, Limit reserve, long most, Optional<String> mode) {}

    /**
     * @param value empty where the entry's holds
     * @param certain false where the entry's may hold as well
     */
    record Limit(OptionalLong value, boolean certain) {
        static final Limit NONE = new Limit(OptionalLong.empty(), true);

        /** The larger one in doubt. */
        long or(long entrys) {
            return value.isEmpty() ? entrys : certain ? value.getAsLong() : Math.max(value.getAsLong(), entrys);
        }
    }

    /** A session that it has for an entry, as a user. */
    record Link(String entry, String user, Backend backend) {}

    /** The entries that lead to the server of a database, all its databases, not only that one. */
    List<Entry> leadingTo(String database) {
        List<String> servers = entries.stream()
                .filter(entry -> entry.database().equals(database))
                .map(Entry::server)
                .distinct()
                .toList();
        return entries.stream()
                .filter(entry -> servers.contains(entry.server()))
                .toList();
    }

    /** What a client meets who asks for that name. */
    Entry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseGet(() -> fallback.named(name));
    }

    /** The most sessions that these users' pools of an entry may have on the server. */
    long sessions(Entry entry, Stream<String> ofUsers) {
        long all = ofUsers.mapToLong(user -> sessions(entry, user)).sum();
        return entry.most() == 0 ? all : Math.min(entry.most(), all);
    }

    /** @param client empty when it is not known */
    String mode(Entry entry, Optional<String> client) {
        return entry.forcedUser()
                .or(() -> client)
                .flatMap(name -> user(name).mode())
                .orElse(entry.mode());
    }

    private User user(String name) {
        return users.getOrDefault(name, new User(Limit.NONE, Limit.NONE, mostOfUser, Optional.empty()));
    }

    private long sessions(Entry entry, String name) {
        User user = user(name);
        long size = user.size().or(entry.size()) + user.reserve().or(entry.reserve());
        return user.most() == 0 ? size : Math.min(user.most(), size);
    }
}
