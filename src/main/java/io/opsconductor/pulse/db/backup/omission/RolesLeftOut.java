package io.opsconductor.pulse.db.backup.omission;

import java.util.List;
import java.util.Optional;

/**
 * A set's newest good backup, which has no roles.
 *
 * @param reason why they were not saved, in pg_dumpall's words
 * @param saved the newest good backup that has them; empty when none does
 * @param unreadable the oids of roles by whose names pg_dumpall cannot ask
 */
record RolesLeftOut(String set, String backup, String reason, Optional<String> saved, List<Long> unreadable) {
    RolesLeftOut {
        unreadable = List.copyOf(unreadable);
    }
}
