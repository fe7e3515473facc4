package io.opsconductor.pulse.db.backup.set;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.age.AgeRecipients;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseProfile;
import io.opsconductor.pulse.db.postgres.Databases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The configured backup sets, those taken away by {@code expected=false} left out. */
@ApplicationScoped
public class BackupSets {
    private static final int LONGEST_NAME = 64;

    private final BackupSettings settings;
    private final BackupTargets targets;
    private final BiPredicate<Database, String> withdrawn;

    @Inject
    public BackupSets(BackupSettings settings, Databases databases, DatabaseProfile profile) {
        this(settings, databases::names, (database, set) -> profile.isWithdrawn(database, "backups", set));
    }

    /** @param configured the names of the database whose backups these are unless a set says otherwise */
    public BackupSets(
            BackupSettings settings, Supplier<Set<String>> configured, BiPredicate<Database, String> withdrawn) {
        this.settings = settings;
        targets = new BackupTargets(configured);
        this.withdrawn = withdrawn;
    }

    /** Those that are to be judged beside this database: without the shipped ones, where it is not Pulse's. */
    public List<BackupTarget> of(Database database) {
        return all().stream()
                .filter(target -> !withdrawn.test(database, target.set()))
                .toList();
    }

    /** True where no set is configured, and none is declared to be needless by {@code expected=false} either. */
    public boolean isUndecided(Database database) {
        return settings.byName().keySet().stream().allMatch(set -> withdrawn.test(database, set));
    }

    /** In alphabetical order. */
    public List<BackupTarget> all() {
        return settings.byName().entrySet().stream()
                .filter(entry -> entry.getValue().expected())
                .map(entry -> targets.of(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> a.set().compareTo(b.set()))
                .toList();
    }

    /** What to say where no set is configured that something could be done with. */
    public static PulseFailure none() {
        return PulseFailure.usage(
                "no backup set is configured",
                "set pulse.backups.\"daily\".directory and .rpo; pulse-db init proposes them");
    }

    /**
     * @throws PulseFailure (usage) when there is no such set, naming those there are
     */
    public BackupTarget find(String set) {
        return all().stream()
                .filter(target -> target.set().equals(set))
                .findFirst()
                .orElseThrow(() -> {
                    String known = all().stream().map(BackupTarget::set).collect(Collectors.joining(", "));
                    return PulseFailure.usage(
                            "there is no backup set '" + set + "'",
                            known.isEmpty()
                                    ? "configure it by pulse.backups.\"" + set + "\".directory and .rpo"
                                    : "choose from " + known);
                });
    }

    /**
     * A set whose backups are taken, restored and removed here.
     *
     * @throws PulseFailure (usage) when there is no such set, or another tool makes its dumps
     */
    public BackupTarget findOurs(String set) {
        BackupTarget target = find(set);
        if (target.ours()) {
            return target;
        }
        throw PulseFailure.usage(
                "the backups of the set " + set + " are made by another tool: pulse-db neither takes nor"
                        + " removes any",
                "choose a set that is taken here");
    }

    /**
     * A set whose backups can be restored from here.
     *
     * @throws PulseFailure (usage) when there is no such set, or it is made of something else than dumps
     */
    public BackupTarget findRestorable(String set) {
        BackupTarget target = find(set);
        if (target.restorable()) {
            return target;
        }
        throw PulseFailure.usage(
                "the set " + set + " is no set of dumps: "
                        + (target.kind() == BackupKind.PGBACKREST
                                ? "pgBackRest restores its backups itself"
                                : "an archived log is restored by a server, not into one"),
                "choose a set of dumps"
                        + (target.kind() == BackupKind.PGBACKREST
                                ? ", or pgbackrest --stanza=" + target.stanza() + " restore"
                                : ""));
    }

    /** Whether a set can have that name. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && BackupTargets.NAME.matcher(text).matches();
    }

    /** How the set is taken and proved. */
    public BackupSettings.Taking taking(BackupTarget target) {
        return settings.byName().get(target.set()).taking();
    }

    /**
     * Where the set's backups are copied to, by name; nowhere where another tool makes them.
     *
     * @throws PulseFailure (usage) when one of the places cannot be meant
     */
    public List<CopyTarget> copies(BackupTarget target) {
        return target.ours()
                ? CopyTargets.of(
                        target.set(), settings.byName().get(target.set()).copies(), target.rpo(), false)
                : List.of();
    }

    /** When the set's backups are read again; another tool's are read by the set's schedule. */
    public VerificationInterval verification(BackupTarget target) {
        BackupSettings.BackupSet set = settings.byName().get(target.set());
        return new VerificationInterval(
                set.taking().verifyEvery(),
                target.isRemote() ? target.rotation().minCopies() : Integer.MAX_VALUE,
                target.ours()
                        ? set.taking()
                                .verifySchedule()
                                .map(cron -> BackupSchedule.parse(target.set(), "verify-schedule", cron))
                        : set.schedule().map(cron -> BackupSchedule.parse(target.set(), cron)));
    }

    /**
     * @throws PulseFailure (usage) when the options do not fit together
     */
    public DumpOptions dumpOptions(BackupTarget target) {
        BackupSettings.Taking taking = taking(target);
        DumpOptions options = new DumpOptions(
                taking.format(),
                taking.jobs(),
                taking.compression().filter(text -> !text.isBlank()),
                taking.lockWaitTimeout(),
                Optional.of(encryption(target).encryptTo())
                        .filter(names -> !names.isEmpty())
                        .map(names -> AgeRecipients.of(names, target.variable("encrypt-to"))));
        options.requireSound(target);
        return options;
    }

    /** Who can read the set's backups. */
    public Encryption encryption(BackupTarget target) {
        BackupSettings.Encrypting set = settings.byName().get(target.set()).encrypting();
        return new Encryption(
                target,
                set.encryptTo().orElse(List.of()).stream()
                        .map(String::strip)
                        .distinct()
                        .toList(),
                set.identityFile());
    }
}
