package io.opsconductor.pulse.db.pool;

import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what the server has room for, and who holds locks between transactions. */
final class RoomCatalog {
    private RoomCatalog() {}

    static Room read(Database database) {
        return database.read(session -> Query.one(
                session,
                SqlFile.read("pool/server"),
                row -> new Room(
                        row.getString("database"),
                        row.getLong("most"),
                        row.getLong("reserved"),
                        row.getLong("most_here") < 0 ? OptionalLong.empty() : OptionalLong.of(row.getLong("most_here")),
                        row.getBoolean("all_sessions") ? OptionalLong.of(row.getLong("open")) : OptionalLong.empty())));
    }

    static Set<Backend> lockHolders(Database database) {
        return database
                .read(session -> Query.list(
                        session,
                        SqlFile.read("pool/idle-lock-holders"),
                        row -> new Backend(row.getLong("pid"), row.getInt("client_port"))))
                .stream()
                .collect(Collectors.toSet());
    }
}
