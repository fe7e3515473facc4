package io.opsconductor.pulse.db.drill.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.toc.DatabaseProperties;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/**
 * What sessions of the migrating role begin with where a backup comes from: by their login, and by ALTER ROLE and ALTER DATABASE.
 *
 * @param role who migrates there; empty when that is not known
 * @param origin who told
 * @param unseen why the database itself could not be asked; empty when it could
 * @param settings each once, by the place that counts
 */
public record SessionStart(Optional<String> role, Origin origin, String unseen, List<Setting> settings) {
    public static final String SEARCH_PATH = "search_path";

    /** Of a server whose configuration is silent about it. */
    static final String NO_PATH = "\"$user\", public";

    private static final Pattern USER = Pattern.compile("\"?\\$user\"?");

    private static final String OF_THE_SERVER = "in the server's configuration";

    /** They name what that server only has, load code, or lend the rights of another. */
    private static final Set<String> NOT_OURS = Set.of(
            "role", "session_authorization", "local_preload_libraries", "default_tablespace", "temp_tablespaces");

    /** Only a superuser may set it: the one such that decides what files do. */
    private static final String TRIGGERS = "session_replication_role";

    public SessionStart {
        settings = List.copyOf(settings);
    }

    /** Who told what is set. */
    public enum Origin {
        DATABASE,
        /** It holds what is set for the database, and not what is for a role everywhere. */
        BACKUP,
        NONE
    }

    /**
     * @param place such as {@code for database plant}
     * @param kept whether sessions of the rehearsal begin with it, too
     */
    public record Setting(String name, String value, String place, Kept kept) {
        String key() {
            return name.toLowerCase(Locale.ROOT);
        }

        boolean isPath() {
            return key().equals(SEARCH_PATH);
        }

        /** What everybody has anyway. */
        boolean isDefault() {
            return isPath() && place.equals(OF_THE_SERVER) && value.equals(NO_PATH);
        }

        /** A value of an application's own setting may be a secret, and is never told. */
        public Optional<String> told() {
            return kept == Kept.TAKEN ? Optional.of(value) : Optional.empty();
        }

        Setting as(Kept other) {
            return new Setting(name, value, place, other);
        }

        /** With the name for which {@code $user} stands where it comes from. */
        Setting named(String user) {
            return isPath()
                    ? new Setting(
                            name,
                            USER.matcher(value).replaceAll(Matcher.quoteReplacement(SqlIdentifier.of(user))),
                            place,
                            kept)
                    : this;
        }
    }

    /** Whether a rehearsal takes a setting. */
    public enum Kept {
        TAKEN,
        /** Not for a rehearsal, by what it is. */
        LEFT,
        /** The server does not know it, or not this value. */
        REFUSED
    }

    /**
     * What an archive says is set for its database, and for one role in it.
     *
     * @param role empty when it is not known
     */
    static List<Setting> archived(List<DatabaseProperties.Setting> stored, Optional<String> role, String database) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        // What is set for the role counts, whatever comes first.
        for (boolean ofRole : new boolean[] {false, true}) {
            stored.stream()
                    .filter(one -> ofRole
                            ? role.isPresent() && one.role().equals(role)
                            : one.role().isEmpty())
                    .map(one -> archived(one, database))
                    .forEach(setting -> settings.put(setting.key(), setting));
        }
        return List.copyOf(settings.values());
    }

    private static Setting archived(DatabaseProperties.Setting stored, String database) {
        boolean path = stored.name().equalsIgnoreCase(SEARCH_PATH);
        return new Setting(
                stored.name(),
                // A list of names stands there as one text for each.
                stored.values().stream()
                        .map(value -> path ? SqlIdentifier.of(value) : value)
                        .collect(Collectors.joining(", ")),
                (stored.role().map(role -> "for role " + role + " in database ").orElse("for database ")) + database,
                Kept.TAKEN);
    }

    /** @param context as {@code pg_settings} has it; empty where the server does not know the setting */
    static Kept kept(Setting setting, String context) {
        if (setting.kept() != Kept.TAKEN) {
            return setting.kept();
        }
        // A setting that the server does not know may be an application's own, and a secret of it.
        if (NOT_OURS.contains(setting.key()) || setting.key().contains(".") && context.isEmpty()) {
            return Kept.LEFT;
        }
        if (context.isEmpty()) {
            return Kept.REFUSED;
        }
        return context.equals("user") || setting.key().equals(TRIGGERS) ? Kept.TAKEN : Kept.LEFT;
    }

    public List<Setting> settings(Kept kept) {
        return settings.stream().filter(setting -> setting.kept() == kept).toList();
    }
}
