package io.opsconductor.pulse.db.backup.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.archive.ArchiveToc;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.FirstBytes;
import io.opsconductor.pulse.db.backup.archive.TocReader;
import io.opsconductor.pulse.db.backup.external.BaseBackup;
import io.opsconductor.pulse.db.backup.external.ForeignContents;
import io.opsconductor.pulse.db.backup.external.ForeignReader;
import io.opsconductor.pulse.db.backup.external.ForeignStore;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier.Read;
import io.opsconductor.pulse.db.backup.external.Proof.Identity;
import io.opsconductor.pulse.db.backup.external.ProofStore;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Finds the dump of another tool that is to be restored. No manifest says what was written: so the dump is read to its end
 * once more, and what it holds now is what has to come out.
 */
@ApplicationScoped
class ForeignRestorables {
    private static final String TIMESCALE = "timescaledb";

    private final BackupSettings settings;
    private final ClientTools tools;
    private final ForeignVerifier verifier;

    @Inject
    ForeignRestorables(BackupSettings settings, ClientTools tools, ForeignVerifier verifier) {
        this.settings = settings;
        this.tools = tools;
        this.verifier = verifier;
    }

    static ForeignRestorables knowing(BackupSettings settings, ClientTools tools) {
        return new ForeignRestorables(
                settings, tools, new ForeignVerifier(new ForeignReader(tools), rows -> Optional.empty()));
    }

    /**
     * @param id the dump's name; empty for the newest verified one
     * @throws PulseFailure (usage) when there is no such dump, or one of a kind that nothing restores into a database;
     *     (failed) when it is not verified, or not any more
     */
    Restorable find(BackupTarget target, Optional<String> id) throws InterruptedException {
        List<Backup> backups = ForeignStore.list(target);
        Backup chosen = BackupChoice.of(target, backups, id);
        if (BaseBackup.isOne(chosen.path())) {
            throw PulseFailure.usage(
                    "dump " + chosen.id() + " is a base backup: a copy of a server's files, which no server can load"
                            + " into a database",
                    "start a server on a copy of it");
        }
        Read read = verifier.read(target, chosen, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        read.proof().doubtFor(target).ifPresent(doubt -> {
            throw BackupChoice.unverified(chosen, doubt);
        });
        ForeignContents contents = read.reading()
                .contents()
                .orElseThrow(() -> PulseFailure.usage(
                        "dump " + chosen.id() + " is of several databases, and one restore fills one",
                        "dump each database by itself with pg_dump, in custom format"));
        try {
            return restorable(
                    target, chosen, contents, read.proof().identity(), BackupChoice.passedOver(backups, chosen, id));
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /**
     * @throws PulseFailure (failed) when it is not what was read
     */
    ArchiveToc intact(Restorable dump) {
        try {
            if (!ForeignStore.identity(dump.backup().path())
                    .equals(dump.foreign().orElseThrow().identity())) {
                throw BackupChoice.unverified(dump.backup(), "it was changed after it had been read");
            }
            ArchiveToc toc = TocReader.read(dump.archive());
            if (dump.timescaleVersion().isEmpty()
                    && toc.schemaOfExtension(TIMESCALE).isPresent()) {
                throw PulseFailure.usage(
                        "dump " + dump.backup().id() + " makes the extension timescaledb and does not tell in which"
                                + " version: its catalogue is left out or written as INSERT statements",
                        "dump without --inserts");
            }
            return toc;
        } catch (IOException e) {
            throw BackupChoice.unverified(dump.backup(), "it cannot be read: " + FileFailure.reason(e));
        }
    }

    private Restorable restorable(
            BackupTarget target, Backup dump, ForeignContents contents, Identity identity, List<String> passedOver)
            throws IOException, InterruptedException {
        Path file = dump.path().toRealPath();
        if (!contents.kind().isArchive()) {
            throw PulseFailure.usage(
                    "dump " + dump.id() + " is a script: pulse-db restores archives alone, for a script may execute"
                            + " anything on the host that runs psql",
                    "dump with --format=custom, or read it and restore it by psql");
        }
        String version = contents.kind()
                .header(FirstBytes.of(file))
                .map(ArchiveHeader::dumpVersion)
                .orElse("0");
        return new Restorable(
                dump,
                file,
                Optional.empty(),
                tools.forServer(ClientPrograms.major(version)),
                contents.databases().stream().findFirst().orElse(""),
                contents.timescaleVersion(),
                contents.timescaleVersion().map(timescale -> edition(contents.contents())),
                Optional.empty(),
                OptionalLong.empty(),
                contents.rows(),
                Optional.of(contents.contents()),
                settings.byName().get(target.set()).rto(),
                passedOver,
                target.seal(),
                Optional.of(new ForeignDump(contents.kind(), identity, ProofStore.drill(target))));
    }

    /** A dump does not tell it, but only one of the two editions has these. */
    private static String edition(Contents contents) {
        boolean community = !contents.jobs().isEmpty()
                || !contents.continuousAggregates().isEmpty()
                || contents.hypertables().stream().anyMatch(hypertable -> hypertable.compressedChunks() > 0);
        return community ? "timescale" : "unknown";
    }
}
