package io.opsconductor.pulse.db.cli.backup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import io.opsconductor.pulse.db.backup.CopyDownloads;
import io.opsconductor.pulse.db.backup.DownloadedCopy;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What tells which backup is restored, and where it is. */
class ChosenBackup {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; may be left out when there is one.")
    Optional<String> set = Optional.empty();

    @Option(names = "--backup", paramLabel = "ID", description = "Another backup than the newest verified one.")
    Optional<String> id = Optional.empty();

    @Option(
            names = "--copy",
            paramLabel = "NAME",
            description = "From the set's copy of that name in an object store; nothing else of the set need be there.")
    Optional<String> copy = Optional.empty();

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Where the copy is downloaded to meanwhile; default the directory for temporary files.")
    Optional<Path> scratch = Optional.empty();

    /** Downloads it; empty when the backup at hand is meant. */
    Optional<Supplier<DownloadedCopy>> copy(CopyDownloads downloads, CommonOptions options) {
        return copy.map(name -> () -> downloads.download(
                new CopyDownloads.Wanted(set, name, id, scratch), new BackupLines(options.progress())));
    }
}
