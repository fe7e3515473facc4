package io.opsconductor.pulse.db.backup.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.judge.JobRun;
import io.opsconductor.pulse.db.backup.judge.JobRunCatalog;
import io.opsconductor.pulse.db.backup.judge.Span;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerificationInterval;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.backup.store.FreeSpace;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.forecast.Forecaster;
import io.opsconductor.pulse.db.forecast.Outlook;
import io.opsconductor.pulse.db.forecast.Prospect;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Looks ahead at the backup sets that are judged beside a database. */
@Singleton
public class BackupForecaster implements Forecaster {
    private final BackupSets sets;
    private final BackupListing listing;

    BackupForecaster(BackupSets sets, BackupListing listing) {
        this.sets = sets;
        this.listing = listing;
    }

    @Override
    public boolean once() {
        return true;
    }

    @Override
    public Outlook outlook(Database database, Collection<String> areas, Instant now, Instant until) {
        List<Prospect> prospects = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        if (areas.contains("backups")) {
            List<SetCourse> courses = courses(database, now, until);
            List<JobRun> jobs = jobs(database);
            for (SetCourse course : courses) {
                VerificationInterval verification = sets.verification(course.target());
                prospects.add(SetProspect.recoveryPoint(course, now));
                prospects.add(SetProspect.verification(course, verification.every()));
                next(course.runs(), Event.Kind.BACKUP, course, "the next backup is taken")
                        .ifPresent(events::add);
                next(course.readings(), Event.Kind.VERIFICATION, course, "backups that are due are read again")
                        .ifPresent(events::add);
                overlap(course, jobs).ifPresent(events::add);
            }
            events.addAll(SpaceEvents.of(volumes(courses)));
        }
        return new Outlook(Optional.empty(), prospects, events);
    }

    private List<SetCourse> courses(Database database, Instant now, Instant until) {
        List<SetCourse> courses = new ArrayList<>();
        for (BackupTarget target : sets.of(database)) {
            if (target.kind() != BackupKind.WAL) {
                listed(database, target)
                        .ifPresent(found -> courses.add(new SetCourse(
                                target,
                                sets.verification(target),
                                sets.encryption(target).encryptTo(),
                                found,
                                now,
                                until)));
            }
        }
        return courses;
    }

    /** Nothing of a set that cannot be looked at: the checkup says so. */
    private Optional<List<Backup>> listed(Database database, BackupTarget target) {
        try {
            return Optional.of(listing.look(database, target).backups());
        } catch (PulseFailure failure) {
            return Optional.empty();
        }
    }

    private static List<JobRun> jobs(Database database) {
        try {
            return database.isMissing() ? List.of() : JobRunCatalog.read(database);
        } catch (PulseFailure failure) {
            return List.of();
        }
    }

    /** The first; how often it is repeated stands beside it. */
    static Optional<Event> next(List<Instant> runs, Event.Kind kind, SetCourse course, String message) {
        return runs.stream()
                .findFirst()
                .map(first -> Event.scheduled(
                        first,
                        kind,
                        course.target().set(),
                        message + (runs.size() == 1 ? "" : "; " + (runs.size() - 1) + " more follow")));
    }

    /** The first dump that a job meets. */
    private static Optional<Event> overlap(SetCourse course, List<JobRun> jobs) {
        Duration dump = VerifiedBackups.usualDump(VerifiedBackups.newestFirst(course.found()));
        for (Instant run : course.runs()) {
            Span span = Span.of(run, dump);
            List<JobRun> meeting =
                    jobs.stream().filter(job -> job.meeting(span).isPresent()).toList();
            if (!meeting.isEmpty()) {
                return Optional.of(Event.scheduled(
                                run,
                                Event.Kind.OVERLAP,
                                course.target().set(),
                                "the dump meets " + Counted.of(meeting.size(), "job") + ", first the "
                                        + meeting.get(0).name() + ": it waits for pg_dump, and readers wait for it")
                        .of(Severity.WARNING));
            }
        }
        return Optional.empty();
    }

    private static List<SpaceEvents.Volume> volumes(List<SetCourse> courses) {
        Map<String, List<SetCourse>> byVolume = courses.stream()
                .filter(course -> course.target().ours()
                        && FreeSpace.volume(course.target()).isPresent())
                .collect(Collectors.groupingBy(
                        course -> FreeSpace.volume(course.target()).orElseThrow(), TreeMap::new, Collectors.toList()));
        return byVolume.values().stream()
                .flatMap(there -> FreeSpace.known(there.get(0).target()).stream()
                        .mapToObj(free -> new SpaceEvents.Volume(free, there)))
                .toList();
    }
}
