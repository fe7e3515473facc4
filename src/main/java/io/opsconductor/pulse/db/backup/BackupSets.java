package io.opsconductor.pulse.db.backup;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.failure.PulseFailure;
import jakarta.enterprise.context.ApplicationScoped;

/** The configured backup sets, those taken away by {@code expected=false} left out. */
@ApplicationScoped
class BackupSets {
    /** A set's name is the name of a directory, which must lie in the configured one. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final BackupSettings settings;

    BackupSets(BackupSettings settings) {
        this.settings = settings;
    }

    /** In alphabetical order. */
    List<BackupTarget> all() {
        return settings.byName().entrySet().stream()
                .filter(entry -> entry.getValue().expected())
                .map(entry -> target(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> a.set().compareTo(b.set()))
                .toList();
    }

    /**
     * @throws PulseFailure (usage) when there is no such set, naming those there are
     */
    BackupTarget find(String set) {
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

    /** How the set is taken and proved. */
    BackupSettings.Taking taking(BackupTarget target) {
        return settings.byName().get(target.set()).taking();
    }

    /**
     * @throws PulseFailure (usage) when the options do not fit together
     */
    DumpOptions dumpOptions(BackupTarget target) {
        BackupSettings.Taking taking = taking(target);
        DumpOptions options = new DumpOptions(
                taking.format(),
                taking.jobs(),
                taking.compression().filter(text -> !text.isBlank()),
                taking.lockWaitTimeout());
        options.requireSound(target);
        return options;
    }

    private static BackupTarget target(String name, BackupSettings.BackupSet set) {
        if (!NAME.matcher(name).matches()) {
            throw PulseFailure.usage(
                    "the backup set '" + name + "' cannot have that name",
                    "use letters, digits, dot, hyphen and underscore, a letter or digit first");
        }
        return new BackupTarget(
                name,
                set.directory(),
                set.rpo(),
                set.schedule().map(cron -> BackupSchedule.parse(name, cron)),
                new RotationPolicy(
                        notBelow(0, name, "keep-last", set.keepLast()),
                        notBelow(0, name, "keep-daily", set.keepDaily()),
                        notBelow(0, name, "keep-weekly", set.keepWeekly()),
                        notBelow(0, name, "keep-monthly", set.keepMonthly()),
                        notBelow(1, name, "min-copies", set.minCopies())),
                notBelow(1, name, "shrink-percent", set.shrinkPercent()));
    }

    private static int notBelow(int least, String set, String key, int value) {
        if (value < least) {
            throw PulseFailure.usage(
                    "pulse.backups." + set + "." + key + "=" + value + " is too small", "give " + least + " or more");
        }
        return value;
    }
}
