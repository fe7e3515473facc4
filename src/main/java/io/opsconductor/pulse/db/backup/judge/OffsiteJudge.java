package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.StoreAbilities;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges what would be lost if the volume went together with the database: the age of the newest proved copy's snapshot, by
 * its manifest; when its objects were written says nothing about that.
 */
public final class OffsiteJudge {
    static final String ID = "backup.offsite";

    private OffsiteJudge() {}

    static String subject(CopyTarget place) {
        return place.set() + " at " + place.name();
    }

    /** @param copies the newest first; those that are not complete may be on their way, and count for nothing */
    public static Finding judge(CopyTarget place, List<Copy> copies, Instant now) {
        List<Copy> complete = copies.stream().filter(Copy::complete).toList();
        // What is bad is told before what a newer pulse-db wrote.
        Optional<Copy> bad = complete.stream()
                .filter(copy -> !copy.proved())
                .min(Comparator.comparing(copy -> copy.lacks() == Backup.Lack.READER));
        Remedy again = Remedy.command("pulse-db backup copy " + place.set());
        if (complete.isEmpty()) {
            return finding(
                    place,
                    Severity.CRITICAL,
                    "there is no copy in " + place.url() + (copies.isEmpty() ? "" : ": the only one is not complete"),
                    again);
        }
        if (bad.isPresent()) {
            boolean newer = bad.get().lacks() == Backup.Lack.READER;
            return finding(
                    place,
                    newer ? Severity.UNKNOWN : Severity.CRITICAL,
                    "the copy " + bad.get().url() + " does not count: "
                            + bad.get().problem().orElseThrow(),
                    newer ? NewerFormat.REMEDY : Remedy.text(bad.get().cure()));
        }
        Finding found = aged(place, complete.get(0), now, again);
        return complete.get(0)
                .archive()
                .map(archive -> archived(place, found, archive))
                .orElse(found);
    }

    /** Its recovery point is kept, but for hours nothing can be restored from it; where that class was asked for, it is meant. */
    private static Finding archived(CopyTarget place, Finding found, String archive) {
        boolean meant = place.writing().storageClass().filter(archive::equals).isPresent();
        Severity severity = meant ? Severity.WARNING : Severity.CRITICAL;
        String message = found.message() + "; nothing of it can be read before it was brought back from " + archive;
        Remedy back = Remedy.text(
                meant
                        ? "plan for the hours that the store's restore-object takes, or choose another storage-class"
                        : "take the rule away that moves new objects of the bucket to " + archive
                                + "; to bring this one back: the store's restore-object, which takes hours");
        boolean worse = found.severity().compareTo(severity) >= 0;
        Finding told = finding(place, worse ? found.severity() : severity, message, worse ? found.cure() : back)
                .measured(found.measured().isEmpty() ? archive : found.measured() + ", in " + archive);
        return found.figure().map(told::figure).orElse(told);
    }

    /**
     * Says what was found out of what the store can do, or that it was not.
     *
     * @param probe empty when nothing tells
     */
    static Finding probed(Finding found, CopyTarget place, Optional<StoreAbilities> probe) {
        Remedy init = Remedy.command("pulse-db backup copy " + place.set() + " --init");
        if (probe.filter(one -> one.isOf(place)).isPresent()) {
            return found;
        }
        String tried = probe.map(one -> "what the store can do was tried at " + one.at() + ", with other settings")
                .orElse("what the store can do was never tried");
        return switch (found.severity()) {
            case OK ->
                finding(place, probe.isPresent() ? Severity.WARNING : Severity.OK, found.message() + "; " + tried, init)
                        .measured(found.measured())
                        .figure(found.figure().orElseThrow());
            default -> found;
        };
    }

    private static Finding aged(CopyTarget place, Copy newest, Instant now, Remedy again) {
        Instant snapshot = newest.snapshotTime().orElseThrow();
        if (ClockSkew.isFuture(snapshot, now)) {
            return finding(
                    place,
                    Severity.UNKNOWN,
                    "the snapshot of the newest copy, " + newest.id() + ", lies in the future: a clock is wrong",
                    Remedy.text("compare this machine's clock with the database's"));
        }
        Duration age = snapshot.isAfter(now) ? Duration.ZERO : Duration.between(snapshot, now);
        Figure figure = Figure.seconds(age);
        String found = "the newest copy is " + newest.id();
        if (place.rpo().isEmpty()) {
            return finding(
                            place,
                            Severity.WARNING,
                            found + ", and neither it nor its set has an rpo",
                            Remedy.text("set " + place.variable("rpo") + ", for instance to 24h"))
                    .measured(Durations.text(age))
                    .figure(figure);
        }
        boolean late = age.compareTo(place.rpo().get()) > 0;
        return finding(
                        place,
                        late ? Severity.CRITICAL : Severity.OK,
                        late
                                ? found + ": what was written in the last " + Durations.text(age)
                                        + " would be lost with the volume"
                                : found,
                        late ? again : Remedy.NONE)
                .measured(Durations.text(age))
                .figure(figure.limit(place.rpo().get()));
    }

    private static Finding finding(CopyTarget place, Severity severity, String message, Remedy remedy) {
        return Finding.of(severity, ID, subject(place), message)
                .target(place.rpo().map(Durations::text).orElse(""))
                .cure(remedy);
    }
}
