package io.opsconductor.pulse.db.drill.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.DatabasePropertiesReader;
import io.opsconductor.pulse.db.drill.load.SessionStart.Kept;
import io.opsconductor.pulse.db.drill.load.SessionStart.Origin;
import io.opsconductor.pulse.db.drill.load.SessionStart.Setting;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;

/** Reads with what sessions of the migrating role begin, and has those of a rehearsal begin with the same. */
public final class SessionStartStore {
    private SessionStartStore() {}

    /** @param source the database that the backups are of; where it cannot be reached the backup tells what it knows */
    public static SessionStart read(Supplier<Database> source, Restorable backup) {
        Optional<String> role = Optional.empty();
        try (Database database = source.get()) {
            role = database.url().user();
            try (Connection session = database.connectForScripts("rehearse")) {
                Set<String> seen = new HashSet<>();
                List<Setting> settings = Query.list(
                                session,
                                SqlFile.read("drill/session-start"),
                                row -> new Setting(
                                        row.getString("name"),
                                        row.getString("value"),
                                        row.getString("place"),
                                        Kept.TAKEN))
                        .stream()
                        .filter(setting -> seen.add(setting.key()))
                        .toList();
                return new SessionStart(role, Origin.DATABASE, "", settings);
            } catch (SQLException e) {
                throw database.failure(e);
            }
        } catch (PulseFailure unreachable) {
            return inBackup(backup, role, unreachable.getMessage());
        }
    }

    private static SessionStart inBackup(Restorable backup, Optional<String> role, String why) {
        if (backup.script().isEmpty()) {
            try {
                // Nothing of it is executed, and the drill itself finds out whether it is intact.
                ArchiveToc toc = backup.archive().toc();
                return new SessionStart(
                        role,
                        Origin.BACKUP,
                        why,
                        SessionStart.archived(DatabasePropertiesReader.read(toc).settings(), role, toc.database()));
            } catch (IOException unreadable) {
                // Told as not seen; what else it means the restore tells.
            }
        }
        return new SessionStart(role, Origin.NONE, why, List.of());
    }

    /**
     * Stored for one role in the scratch database, and gone with both: a session begins with them as it does where they come
     * from, and RESET leads back to them.
     *
     * @param scratch by a login that may alter that role
     * @param role who is to begin so
     * @param acting who files run as, if that is the role they run as where the backup comes from
     * @return what became of each
     */
    public static SessionStart apply(SessionStart start, Database scratch, String role, Optional<String> acting) {
        List<Setting> result = new ArrayList<>();
        String alter = "ALTER ROLE " + SqlIdentifier.of(role) + " IN DATABASE " + SqlIdentifier.of(scratch.name());
        try (Connection connection = scratch.connect("rehearse")) {
            Set<String> schemas = new HashSet<>();
            Map<String, String> contexts = Query.map(
                    connection,
                    SqlFile.read("drill/settable"),
                    row -> {
                        if (row.getBoolean("schema")) {
                            schemas.add(start.role().orElse(""));
                        }
                        return row.getString("name");
                    },
                    row -> row.getString("context"),
                    start.role().orElse(""),
                    start.settings().stream().map(Setting::key).toArray(String[]::new));
            // A schema that is called as the role is found by a session of that role only.
            Optional<String> user = start.role().filter(schemas::contains).filter(name -> acting.isEmpty());
            for (Setting asked : start.settings()) {
                Setting setting = user.map(asked::named).orElse(asked);
                if (!setting.isDefault()) {
                    Kept kept = SessionStart.kept(setting, contexts.get(setting.key()));
                    result.add(setting.as(
                            kept == Kept.TAKEN && !applied(connection, alter, setting) ? Kept.REFUSED : kept));
                }
            }
        } catch (SQLException e) {
            throw scratch.failure(e);
        }
        return new SessionStart(start.role(), start.origin(), start.unseen(), result);
    }

    /** False when the server refuses it. */
    private static boolean applied(Connection connection, String alter, Setting setting) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            if (setting.isPath()) {
                // A list of names, whose text is the server's own: so quoting is the server's, too.
                Query.list(connection, SqlFile.read("drill/take-path"), row -> true, setting.value());
                statement.execute(alter + " SET search_path FROM CURRENT");
            } else {
                statement.execute(
                        alter + " SET " + SqlIdentifier.of(setting.name()) + " = " + SqlLiteral.of(setting.value()));
            }
            connection.commit();
            return true;
        } catch (SQLException refused) {
            connection.rollback();
            if (!connection.isValid(5)) {
                throw refused;
            }
            return false;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
