package io.opsconductor.pulse.db.backup.set;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * What the configuration says of a backup set, as what it means.
 *
 * @param configured the names of the database whose backups these are unless a set says otherwise
 */
record BackupTargets(Supplier<Set<String>> configured) {
    /** A set's name is the name of a directory, which must lie in the configured one. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** @throws PulseFailure (usage) when something of it cannot be meant */
    BackupTarget of(String name, BackupSettings.BackupSet set) {
        if (!NAME.matcher(name).matches()) {
            throw PulseFailure.usage(
                    "the backup set '" + name + "' cannot have that name",
                    "use letters, digits, dot, hyphen and underscore, a letter or digit first");
        }
        boolean ours =
                set.origin().kind() == BackupKind.DUMP && set.origin().pattern().isEmpty();
        if (!ours && set.encrypting().encryptTo().isPresent()) {
            throw PulseFailure.usage(
                    "pulse.backups.\"" + name + "\".encrypt-to: another tool makes the backups of that set",
                    "have that tool encrypt them, and remove the key");
        }
        String keys = "pulse.backups." + name + ".";
        Optional<ForeignDumps> foreign = set.origin().pattern().map(pattern -> foreign(name, pattern, set));
        return new BackupTarget(
                name,
                set.directory(),
                foreign.flatMap(ForeignDumps::place).map(CopyTarget::rpo).orElse(set.rpo()),
                schedule(name, set),
                RotationPolicy.of(set.keeping(), keys),
                RotationPolicy.notBelow(1, keys + "shrink-percent", set.shrinkPercent()),
                foreign,
                set.origin().kind(),
                set.origin().stanza().orElse(name),
                set.database().map(Set::of).orElseGet(configured),
                seal(name, set.seal()));
    }

    /** @throws PulseFailure (usage) when there are two keys, or one that cannot be read or is too short */
    private static SealKey seal(String name, BackupSettings.Seal seal) {
        String key = "pulse.backups.\"" + name + "\".seal-key";
        if (seal.sealKey().isPresent() && seal.sealKeyFile().isPresent()) {
            throw PulseFailure.usage(key + " and " + key + "-file are both set", "remove one of them");
        }
        if (seal.sealKey().isPresent()) {
            return SealKey.of(seal.sealKey().get(), key);
        }
        return seal.sealKeyFile()
                .map(file -> SealKey.of(SealKeyFile.text(file, key + "-file"), key + "-file"))
                .orElse(SealKey.NONE);
    }

    /** The schedule of another tool's backups is when they are read, not when they are made. */
    private static Optional<BackupSchedule> schedule(String name, BackupSettings.BackupSet set) {
        Optional<BackupSchedule> schedule = set.schedule().map(cron -> BackupSchedule.parse(name, cron));
        return schedule.filter(
                known -> set.origin().pattern().isEmpty() && set.origin().kind() == BackupKind.DUMP);
    }

    /** A pattern is one of names, so that it leads nowhere else; keys lead nowhere. */
    private static ForeignDumps foreign(String set, String pattern, BackupSettings.BackupSet settings) {
        BackupSettings.Origin origin = settings.origin();
        Optional<CopyTarget> place = place(set, settings);
        try {
            if (place.isPresent() || !pattern.contains("/")) {
                FileSystems.getDefault().getPathMatcher("glob:" + pattern);
                return new ForeignDumps(pattern, origin.timeZone(), origin.stateDirectory(), place);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw PulseFailure.usage(
                "pulse.backups." + set + ".pattern='" + pattern + "' is no pattern of file names",
                "give one such as *.dump");
    }

    /** Where in an object store another tool's dumps are; empty where they are in a directory. */
    private static Optional<CopyTarget> place(String set, BackupSettings.BackupSet settings) {
        List<CopyTarget> places = CopyTargets.of(set, settings.copies(), settings.rpo(), true);
        if (places.size() > 1 || !places.isEmpty() && settings.directory().isPresent()) {
            throw PulseFailure.usage(
                    "the set " + set + " has a pattern, and more than one place to look for what fits it",
                    "leave it a directory or one of copies, and make a set for each of the others");
        }
        if (!places.isEmpty() && settings.origin().stateDirectory().isEmpty()) {
            throw PulseFailure.usage(
                    "the dumps of the set " + set + " are in an object store, and nothing says where to keep what is"
                            + " known of them",
                    "set pulse.backups.\"" + set + "\".state-directory to a directory with room for the largest");
        }
        return places.stream().findFirst();
    }
}
