package io.opsconductor.pulse.db.report;

import java.util.Locale;

/** What a role is for; each has a script below {@code sql/grants} that gives it the rights for that and no other. */
public enum GrantTask {
    CHECK,
    BACKUP,
    MIGRATE,
    /** Restores too. */
    DRILL;

    /** As it is called on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
