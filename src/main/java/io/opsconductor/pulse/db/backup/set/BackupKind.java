package io.opsconductor.pulse.db.backup.set;

/** What a set is made of, as configured. */
public enum BackupKind {
    /** Dumps, our own or, with a pattern, another tool's; with a pattern base backups too. */
    DUMP,
    /** The server's archived write-ahead log; there is no directory to look into. */
    WAL,
    /** A stanza of pgBackRest. */
    PGBACKREST
}
