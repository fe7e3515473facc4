package io.opsconductor.pulse.db.rehearse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** PostgreSQL's locks on tables, the weakest first, and what of an application and of jobs waits for whoever holds one. */
public enum LockMode {
    ACCESS_SHARE("AccessShareLock"),
    ROW_SHARE("RowShareLock", "compression jobs"),
    ROW_EXCLUSIVE("RowExclusiveLock", "compression jobs"),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", "vacuum", "compression jobs"),
    SHARE("ShareLock", "writes", "compression jobs"),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", "writes", "compression jobs"),
    EXCLUSIVE("ExclusiveLock", "writes", "compression jobs"),
    ACCESS_EXCLUSIVE("AccessExclusiveLock", "reads", "writes", "compression jobs", "backups");

    private final String server;
    private final List<String> blocks;

    LockMode(String server, String... blocks) {
        this.server = server;
        this.blocks = List.of(blocks);
    }

    /** As {@code pg_locks} has it; empty for one that no PostgreSQL known to us has. */
    static Optional<LockMode> of(String server) {
        return Arrays.stream(values())
                .filter(mode -> mode.server.equals(server))
                .findFirst();
    }

    /** As SQL names it, such as {@code ACCESS EXCLUSIVE}. */
    public String words() {
        return name().replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    public List<String> blocks() {
        return blocks;
    }

    /** True where reads or writes of an application wait. */
    public boolean blocksApplication() {
        return compareTo(SHARE) >= 0;
    }

    /** True where its holder may have changed rows or what they belong to. */
    boolean mayChange() {
        return compareTo(ROW_EXCLUSIVE) >= 0;
    }
}
