package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.remote.CopyDownload;
import io.opsconductor.pulse.db.backup.remote.CopyDownload.Found;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.store.FreeSpace;
import io.opsconductor.pulse.db.backup.take.ProgressReporter;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Brings copies back from object stores, on a machine that need have nothing of the set but its configuration. */
@ApplicationScoped
@SuppressWarnings("try") // Progress and the wish to be stopped serve by being open.
public class CopyDownloads {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final BackupSets sets;

    public CopyDownloads(BackupSets sets) {
        this.sets = sets;
    }

    /**
     * Which copy is wanted.
     *
     * @param set may be left out where one set only has a copy of that name
     * @param copy the name of the place
     * @param id the backup's; empty for the newest that is complete
     * @param scratch where a directory for it is made; empty for where temporary files are
     */
    public record Wanted(Optional<String> set, String copy, Optional<String> id, Optional<Path> scratch) {}

    /**
     * @return to be closed when it was restored
     * @throws PulseFailure (usage) when there is no such set, place or copy, or an encrypted one could not be opened; (failed) when the
     *     store cannot be read, holds none that counts, or there is no room; (not now) when the thread was interrupted
     */
    public DownloadedCopy download(Wanted wanted, BackupProgress progress) {
        CopyTarget place = place(wanted);
        BackupTarget target = sets.findOurs(place.set());
        try (StopRequest stop = new StopRequest("download a copy of " + place.set(), LONGEST_STOP);
                ObjectStore store = ObjectStore.of(place)) {
            CopyDownload download = new CopyDownload(store, target);
            Found found = download.find(
                    wanted.id(), Instant.now(), line -> progress.noted(place.set(), "passed over " + line));
            download.knownBad(found.id())
                    .ifPresent(bad -> progress.warned(
                            place.set(),
                            "the copy " + found.id() + " is known to be bad, and read all the same: " + bad));
            if (found.manifest().isEncrypted()) {
                // Before hours of downloading, not after.
                sets.encryption(target).required(found.id(), found.manifest().encryptedTo());
            }
            progress.noted(
                    place.set(),
                    "downloading " + Bytes.text(found.bytes()) + " of the database "
                            + found.manifest().source().database() + " from " + place.url() + found.id() + "/");
            return download(download, found, place, wanted.scratch(), progress);
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted()
                    ? PulseFailure.notNow("downloading the copy was interrupted; nothing was kept", "run it again", e)
                    : PulseFailure.failed(
                            "the copy cannot be downloaded: " + FileFailure.reason(e),
                            "see that the directory for it can be written, or name another one by --scratch",
                            e);
        }
    }

    private static DownloadedCopy download(
            CopyDownload download, Found found, CopyTarget place, Optional<Path> scratch, BackupProgress progress)
            throws IOException {
        Path folder = scratch.isPresent()
                ? Files.createTempDirectory(scratch.get(), "pulse-db-copy")
                : Files.createTempDirectory("pulse-db-copy");
        Path directory = folder.resolve(place.set()).resolve(found.id());
        DownloadedCopy copy = new DownloadedCopy(place.set(), place.name(), folder, directory);
        AtomicLong received = new AtomicLong();
        boolean whole = false;
        try (ProgressReporter ticker = new ProgressReporter(
                progress,
                place.set(),
                BackupProgress.Phase.DOWNLOADING,
                received::get,
                OptionalLong.of(found.bytes()))) {
            requireRoom(folder, found.bytes());
            PrivateFiles.createDirectories(directory);
            download.into(directory, found, received::addAndGet);
            whole = true;
            return copy;
        } finally {
            if (!whole) {
                copy.close();
            }
        }
    }

    private static void requireRoom(Path folder, long needed) throws IOException {
        long free = FreeSpace.at(folder);
        if (free < needed) {
            throw PulseFailure.failed(
                    "the copy has " + Bytes.text(needed) + ", and only " + Bytes.text(free) + " are free in "
                            + folder.getParent(),
                    "name a directory on a larger volume by --scratch; nothing was downloaded",
                    null);
        }
    }

    private CopyTarget place(Wanted wanted) {
        List<CopyTarget> places = wanted
                .set()
                .map(sets::findOurs)
                .map(List::of)
                .orElseGet(() -> sets.all().stream().filter(BackupTarget::ours).toList())
                .stream()
                .flatMap(target -> sets.copies(target).stream())
                .filter(place -> place.name().equals(wanted.copy()))
                .toList();
        if (places.size() != 1) {
            String names = places.stream().map(CopyTarget::set).collect(Collectors.joining(", "));
            throw PulseFailure.usage(
                    places.isEmpty()
                            ? "no copy " + wanted.copy() + " is configured"
                                    + wanted.set()
                                            .map(set -> " for the set " + set)
                                            .orElse("")
                            : "several sets have a copy " + wanted.copy(),
                    places.isEmpty()
                            ? "set pulse.backups.\"SET\".copies.\"" + wanted.copy() + "\".url to s3://bucket/prefix"
                            : "name one of the sets " + names);
        }
        return places.get(0);
    }
}
