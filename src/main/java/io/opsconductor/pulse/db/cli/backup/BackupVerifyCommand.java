package io.opsconductor.pulse.db.cli.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.set.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        header = "Read backups to their end once more, and record the result beside each.",
        footer = "  pulse-db backup verify daily --due%n  pulse-db backup verify daily --backup=newest")
class BackupVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SET", arity = "0..1", description = "The backup set; default all of them.")
    Optional<String> set = Optional.empty();

    @Option(names = "--backup", paramLabel = "ID", description = "Only this one, as list names it, or 'newest'.")
    Optional<String> id = Optional.empty();

    @Option(names = "--unread", description = "Only those that were never read to their end.")
    boolean unread;

    @Option(names = "--due", description = "Only those whose verification will soon be older than verify-every.")
    boolean due;

    @Option(names = "--copy", paramLabel = "NAME", description = "The copies in this place instead, read back.")
    Optional<String> copy = Optional.empty();

    private final Backups backups;
    private final Verifications verifications;
    private final CopyCommands copies;

    BackupVerifyCommand(Backups backups, Verifications verifications, CopyCommands copies) {
        this.backups = backups;
        this.verifications = verifications;
        this.copies = copies;
    }

    @Override
    public Integer call() {
        return copy.isPresent() ? copies.verify(set, copy.get(), id) : verifications.of(wanted());
    }

    private List<Backup> wanted() {
        List<Backup> wanted = new ArrayList<>(backups.list(set, id));
        wanted.removeIf(backup -> unread && backup.verifiedAt().isPresent());
        return due ? backups.due(wanted, Instant.now()) : wanted;
    }
}
