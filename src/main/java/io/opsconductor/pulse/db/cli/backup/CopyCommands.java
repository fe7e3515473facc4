package io.opsconductor.pulse.db.cli.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Backups;
import io.opsconductor.pulse.db.backup.Copies;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.drill.Drills;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.report.BackupReport;
import jakarta.inject.Singleton;

/** What the commands on backups do with copies. */
@Singleton
class CopyCommands {
    private final CommonOptions options;
    private final Backups backups;
    private final Copies copies;

    CopyCommands(CommonOptions options, Backups backups, Copies copies) {
        this.options = options;
        this.backups = backups;
        this.copies = copies;
    }

    /** All that the places hold, the newest of each first. */
    int list(Optional<String> set) {
        List<Copy> found = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        FailureLines.each(
                copies.chosen(backups.chosen(set)),
                failures,
                place -> found.addAll(copies.list(place, Integer.MAX_VALUE)));
        return report(found, failures, false);
    }

    /**
     * Reads copies back.
     *
     * @param name of the place
     * @param id of one copy, or {@code newest}
     */
    int verify(Optional<String> set, String name, Optional<String> id) {
        List<Copy> read = new ArrayList<>();
        List<PulseFailure> failures = new ArrayList<>();
        List<CopyTarget> places = copies.chosen(backups.chosen(set)).stream()
                .filter(place -> place.name().equals(name))
                .toList();
        FailureLines.each(
                places,
                failures,
                place -> FailureLines.each(
                        wanted(copies.list(place, Integer.MAX_VALUE), id),
                        failures,
                        copy -> read.add(copies.verify(place, copy, failures))));
        if (read.isEmpty() && failures.isEmpty()) {
            throw PulseFailure.usage("there is no such copy", "choose from pulse-db backup list --copies");
        }
        read.stream()
                .filter(copy -> !copy.proved())
                .map(copy -> PulseFailure.failed(
                        "the copy " + copy.url() + " is bad: " + copy.problem().orElseThrow(), copy.cure(), null))
                .forEach(failures::add);
        failures.sort(FailureLines.FAILED_FIRST);
        return report(read, failures, true);
    }

    private static List<Copy> wanted(List<Copy> all, Optional<String> id) {
        List<Copy> complete = all.stream().filter(Copy::complete).toList();
        return id.map(wanted -> complete.stream()
                        .filter(copy -> wanted.equals("newest") ? copy == complete.get(0) : wanted.equals(copy.id()))
                        .toList())
                .orElse(complete);
    }

    /** Of one set's places; what fails is collected. */
    void rotate(String set, boolean plan, List<Rotation> rotations, List<PulseFailure> failures) {
        FailureLines.each(copies.places(set), failures, place -> {
            Rotation rotation = copies.rotate(place, plan);
            rotations.add(rotation);
            failures.addAll(rotation.failures());
        });
    }

    private int report(List<Copy> found, List<PulseFailure> failures, boolean work) {
        options.report(
                work && failures.isEmpty(),
                () -> BackupReport.copies(
                        found,
                        failures.isEmpty() ? "no copy" : "unknown: the store could not be asked",
                        copy -> Drills.last(backups, copy),
                        Instant.now()),
                () -> BackupReport.copiesJson(found, failures, copy -> Drills.last(backups, copy)));
        return FailureLines.exit(failures);
    }
}
