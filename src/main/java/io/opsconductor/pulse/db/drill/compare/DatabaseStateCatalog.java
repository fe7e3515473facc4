package io.opsconductor.pulse.db.drill.compare;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties;
import io.opsconductor.pulse.db.backup.toc.DatabaseProperties.Right;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what is set for a database itself. */
public final class DatabaseStateCatalog {
    private DatabaseStateCatalog() {}

    /** @throws io.opsconductor.pulse.db.failure.PulseFailure when the restored database cannot be asked */
    public static NotRestored notRestored(Restorable backup, ArchiveToc toc, Database restored) {
        DatabaseProperties had = NotRestored.had(backup, toc);
        return had.equals(DatabaseProperties.NONE)
                ? NotRestored.NOTHING
                : NotRestored.of(had, restored.read("restore", DatabaseStateCatalog::read), restored.name());
    }

    /** @param connection may have any search path */
    static DatabaseState read(Connection connection) throws SQLException {
        Map<String, Map<String, String>> settings = new HashMap<>();
        for (String[] setting : Query.list(connection, SqlFile.read("drill/database-settings"), row ->
                new String[] {row.getString("role"), row.getString("name"), row.getString("value")})) {
            settings.computeIfAbsent(setting[0], role -> new HashMap<>())
                    .put(setting[1].toLowerCase(Locale.ROOT), setting[2]);
        }
        Map<String, Map<String, Right>> rights = new HashMap<>();
        for (String[] right : Query.list(connection, SqlFile.read("drill/database-grants"), row ->
                new String[] {row.getString("role"), row.getString("privilege"), row.getString("grantable")})) {
            rights.computeIfAbsent(right[0], role -> new HashMap<>())
                    .put(right[1], right[2] == null ? Right.GRANTED : Right.GRANTABLE);
        }
        return Query.one(
                connection,
                SqlFile.read("drill/database-itself"),
                row -> new DatabaseState(
                        row.getInt("most"),
                        row.getBoolean("template"),
                        Optional.ofNullable(row.getString("comment")),
                        settings,
                        rights));
    }
}
