package io.opsconductor.pulse.db.backup.restore;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.DumpKind;
import io.opsconductor.pulse.db.backup.archive.FirstBytes;
import io.opsconductor.pulse.db.backup.archive.PlainScript;
import io.opsconductor.pulse.db.backup.archive.ScriptFilter;
import io.opsconductor.pulse.db.backup.archive.ScriptSelection;
import io.opsconductor.pulse.db.backup.archive.ScriptSink;
import io.opsconductor.pulse.db.backup.archive.ScriptToc;
import io.opsconductor.pulse.db.backup.external.BaseBackup;
import io.opsconductor.pulse.db.backup.external.ForeignContents;
import io.opsconductor.pulse.db.backup.external.ForeignFile;
import io.opsconductor.pulse.db.backup.external.ForeignScript;
import io.opsconductor.pulse.db.backup.external.ForeignStore;
import io.opsconductor.pulse.db.backup.external.ForeignText;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier;
import io.opsconductor.pulse.db.backup.external.ForeignVerifier.Read;
import io.opsconductor.pulse.db.backup.external.ProofStore;
import io.opsconductor.pulse.db.backup.script.ScriptReader;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSettings;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Finds the dump of another tool that is to be restored. No manifest says what was written: so the dump is read to its end
 * once more, and what it holds now is what has to come out.
 */
@ApplicationScoped
public class ForeignRestorables {
    private static final String TIMESCALE = "timescaledb";

    private final BackupSettings settings;
    private final ClientTools tools;
    private final ForeignVerifier verifier;

    public ForeignRestorables(BackupSettings settings, ClientTools tools, ForeignVerifier verifier) {
        this.settings = settings;
        this.tools = tools;
        this.verifier = verifier;
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
        ForeignFile file = ForeignVerifier.file(target, chosen, BackupProgress.NONE);
        boolean found = false;
        try {
            Restorable restorable = read(target, chosen, file, BackupChoice.passedOver(backups, chosen, id));
            found = true;
            return restorable;
        } finally {
            if (!found) {
                file.close();
            }
        }
    }

    private Restorable read(BackupTarget target, Backup chosen, ForeignFile file, List<String> passedOver)
            throws InterruptedException {
        Read read = verifier.read(target, file, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        read.proof().damageFor(target).ifPresent(problem -> {
            throw BackupChoice.unverified(chosen, problem);
        });
        ForeignContents contents = read.reading()
                .contents()
                .orElseThrow(() -> PulseFailure.usage(
                        "dump " + chosen.id() + " is of several databases, and one restore fills one",
                        "name the one by " + target.variable("database")));
        try {
            return restorable(target, chosen, contents, file, passedOver);
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /**
     * @throws PulseFailure (failed) when it is not what was read
     */
    ArchiveToc intact(Restorable dump) throws InterruptedException {
        try {
            ForeignFile file = dump.foreign().orElseThrow().file();
            if (file.isChanged()) {
                throw BackupChoice.unverified(dump.backup(), "it was changed after it had been read");
            }
            dump.archive().guard(() -> !file.isChanged());
            ArchiveToc toc =
                    dump.script().isPresent() ? toc(dump) : dump.archive().toc();
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
            BackupTarget target, Backup dump, ForeignContents contents, ForeignFile read, List<String> passedOver)
            throws IOException, InterruptedException {
        Path file = read.path().toRealPath();
        return new Restorable(
                dump,
                Archive.plain(file),
                Optional.empty(),
                programs(contents.kind(), file),
                contents.script().map(ForeignScript::databases).orElse(contents.databases()).stream()
                        .findFirst()
                        .orElse(""),
                contents.timescaleVersion(),
                contents.timescaleVersion().map(timescale -> edition(contents.contents())),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                contents.rows(),
                Optional.of(contents.contents()),
                settings.byName().get(target.set()).rto(),
                passedOver,
                target.seal(),
                Optional.of(new ForeignDump(contents.kind(), read, contents.script(), ProofStore.drill(target))),
                Optional.empty());
    }

    /** A script needs none. */
    private ClientPrograms programs(DumpKind kind, Path file) throws IOException, InterruptedException {
        if (!kind.isArchive()) {
            return ClientPrograms.NONE;
        }
        String version =
                kind.header(FirstBytes.of(file)).map(ArchiveHeader::dumpVersion).orElse("0");
        return tools.forServer(ClientPrograms.major(version));
    }

    private ArchiveToc toc(Restorable dump) throws IOException, InterruptedException {
        return ForeignText.read(dump.archive().path(), in -> {
            ScriptToc toc = new ScriptToc(dump.script().orElseThrow().part());
            new ScriptReader(toc).read(PlainScript.withoutMark(in));
            return toc.toc(dump.database());
        });
    }

    /** As {@link Restorables#replay} does. */
    void replay(Restorable dump, ScriptSelection selection, ScriptSink sink) throws InterruptedException {
        try {
            dump.archive().requireUnchanged();
            ForeignText.read(dump.archive().path(), in -> {
                ScriptFilter filter =
                        new ScriptFilter(dump.script().orElseThrow().part(), selection, sink);
                filter.read(PlainScript.withoutMark(in));
                return true;
            });
            dump.archive().requireUnchanged();
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("while a script was read");
        } catch (IOException e) {
            throw BackupChoice.unverified(dump.backup(), "it cannot be read: " + FileFailure.reason(e));
        }
    }

    /** A dump does not tell it, but only one of the two editions has these. */
    private static String edition(Contents contents) {
        boolean community = !contents.jobs().isEmpty()
                || !contents.continuousAggregates().isEmpty()
                || contents.hypertables().stream().anyMatch(hypertable -> hypertable.compressedChunks() > 0);
        return community ? "timescale" : "unknown";
    }
}
