package io.opsconductor.pulse.db.backup.toc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an archive says of the database itself, which pg_restore sets only where it makes that database. Data of whoever
 * wrote the archive: never to be executed as it stands.
 *
 * @param limit how many sessions; -1 for as many as there may be
 * @param settings stored for the database, and for roles in it
 * @param rights what the grants and revokes come to, by role and privilege; a role without a name is PUBLIC
 * @param unread how many statements are of no form that is known
 */
public record DatabaseProperties(
        int limit,
        boolean template,
        Optional<String> comment,
        List<Setting> settings,
        Map<String, Map<String, Right>> rights,
        int unread) {
    public static final String PUBLIC = "";

    public static final DatabaseProperties NONE =
            new DatabaseProperties(-1, false, Optional.empty(), List.of(), Map.of(), 0);

    /**
     * @param role empty for all of the database
     * @param values one, or those of a list
     */
    public record Setting(Optional<String> role, String name, List<String> values) {}

    /** What a role has of a privilege. */
    public enum Right {
        REVOKED,
        GRANTED,
        GRANTABLE
    }
}
