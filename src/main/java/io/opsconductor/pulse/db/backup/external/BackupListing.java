package io.opsconductor.pulse.db.backup.external;

import java.util.List;
import java.util.function.Function;

import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds a set's backups where its kind keeps them. */
@ApplicationScoped
public class BackupListing {
    private final ClientTools tools;

    public BackupListing(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * @throws PulseFailure (usage) when there is no place to look into; (not now) when the thread was interrupted
     */
    public List<Backup> of(BackupTarget target) {
        return look(target).backups();
    }

    /** The dumps in a set's directory, whoever made them. */
    public static List<Backup> files(BackupTarget target) {
        return files(target, ObjectStore::of);
    }

    private static List<Backup> files(BackupTarget target, Function<CopyTarget, ObjectStore> opened) {
        return target.foreign().isPresent() ? ForeignStore.list(target, opened) : BackupStore.list(target);
    }

    /** What is there; repositories only of pgBackRest. */
    public PgBackRest.Stanza look(BackupTarget target) {
        return look(target, ObjectStore::of);
    }

    private PgBackRest.Stanza look(BackupTarget target, Function<CopyTarget, ObjectStore> opened) {
        try {
            return switch (target.kind()) {
                case PGBACKREST -> PgBackRest.ask(tools, target);
                // There are no pieces that could be counted; see ArchiverJudge.
                case WAL -> new PgBackRest.Stanza(List.of(), List.of());
                default -> new PgBackRest.Stanza(files(target, opened), List.of());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the backups of " + target.set() + " were not listed: interrupted", "", e);
        }
    }

    /** The same, looked for once in a checkup: pgBackRest is a program, and a directory may be far away. */
    public PgBackRest.Stanza look(Database database, BackupTarget target) {
        return database.once(List.of(BackupListing.class, target.set()), () -> look(target, ObjectStore::glance));
    }
}
