package io.opsconductor.pulse.db.drill;

import java.util.Optional;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.postgres.Database;

/** A backup restored into a scratch database, to be worked on; dropped afterwards. Every job of it is held. */
public final class RestoredScratch {
    private final Database database;
    private final Database reader;
    private final Restorable backup;
    private final DrillResult drill;
    private final Optional<SessionStart> start;

    RestoredScratch(
            Database database, Database reader, Restorable backup, DrillResult drill, Optional<SessionStart> start) {
        this.database = database;
        this.reader = reader;
        this.backup = backup;
        this.drill = drill;
        this.start = start;
    }

    /** Work on a scratch database. */
    @FunctionalInterface
    public interface Work<T> {
        /** What fails of it is part of what it gives, for it says nothing about the backup. */
        T on(RestoredScratch scratch) throws InterruptedException;
    }

    /** For changes: by a role without a superuser's rights, unless owners are trusted. */
    public Database database() {
        return database;
    }

    /** For looking: by a role from which no row is hidden, and which may change nothing, unless owners are trusted. */
    public Database reader() {
        return reader;
    }

    /** What was restored. */
    public Restorable backup() {
        return backup;
    }

    /** What sessions of {@link #database} begin with, taken from those of the migrating role; empty in a mere drill. */
    public Optional<SessionStart> start() {
        return start;
    }

    /** What the restore and the comparison have shown. */
    public DrillResult drill() {
        return drill;
    }
}
