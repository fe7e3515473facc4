package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Verification;
import io.opsconductor.pulse.db.failure.PulseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Proves a dump that another tool made by reading it to its end, and remembers the result. */
@ApplicationScoped
public class ForeignVerifier {
    private final ForeignReader reader;
    private final Function<SortedMap<String, Long>, Optional<String>> knowledge;

    @Inject
    public ForeignVerifier(ForeignReader reader, KnownHypertables known) {
        this(reader, known::problem);
    }

    /** @param knowledge what is known against a dump without TimescaleDB's catalogue, by its tables' rows */
    public ForeignVerifier(ForeignReader reader, Function<SortedMap<String, Long>, Optional<String>> knowledge) {
        this.reader = reader;
        this.knowledge = knowledge;
    }

    /**
     * @throws PulseFailure (usage) when it cannot be looked at from here, or nothing can be remembered
     */
    public Verification verify(BackupTarget target, Backup backup, Instant now, BackupProgress progress) {
        try (ForeignFile file = file(target, backup, progress)) {
            Proof proof = read(target, file, now).proof();
            return new Verification(
                    now, proof.doubtFor(target), proof.identity().bytes(), proof.took());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow(
                    "the verification of dump " + backup.id() + " was interrupted", "run it again", e);
        }
    }

    /** What was read, and what is remembered of it. */
    public record Read(ForeignReader.Reading reading, Proof proof) {}

    /**
     * @throws PulseFailure (usage) when it cannot be looked at from here
     */
    public static ForeignFile file(BackupTarget target, Backup backup, BackupProgress progress)
            throws InterruptedException {
        try {
            return ForeignFile.of(target, backup, progress);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /**
     * @throws PulseFailure (usage) when it cannot be looked at from here, or nothing can be remembered
     */
    public Read read(BackupTarget target, ForeignFile file, Instant now) throws InterruptedException {
        long start = System.nanoTime();
        try {
            ForeignReader.Reading reading = reader.read(target, file.path());
            Proof proof = new Proof(
                    file.identity(),
                    now,
                    Duration.ofNanos(System.nanoTime() - start),
                    reading.recoveryPoint(),
                    file.isChanged() ? Optional.of("it was changed while it was being read") : problem(reading),
                    reading.databases());
            remember(target, file.name(), proof);
            return new Read(reading, proof);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    private Optional<String> problem(ForeignReader.Reading reading) {
        return reading.problem().or(() -> reading.contents()
                .filter(contents -> contents.contents().hypertables().isEmpty())
                .flatMap(contents -> knowledge.apply(contents.rows())));
    }

    /** What lies there no more is forgotten, and what is looked at no more in a store. */
    private static void remember(BackupTarget target, String name, Proof proof) throws IOException {
        Map<String, Proof> proofs = new TreeMap<>(ProofStore.read(target));
        proofs.put(name, proof);
        if (target.isRemote()) {
            proofs.values().retainAll(lastWritten(proofs));
        } else {
            proofs.keySet().removeIf(known -> Files.notExists(target.root().resolve(known)));
        }
        try {
            ProofStore.write(target, proofs, proof.problem().isPresent());
        } catch (IOException e) {
            String unsaved =
                    "cannot save the verification result to " + ProofStore.file(target) + ": " + FileFailure.reason(e);
            String remedy = "name a directory that can be written by " + target.variable("state-directory");
            throw proof.damageFor(target)
                    .map(problem -> PulseFailure.failed(
                            "dump " + name + " of the set " + target.set() + " is bad: " + problem + "; " + unsaved,
                            remedy,
                            e))
                    .orElseGet(() -> PulseFailure.usage(unsaved, remedy));
        }
    }

    /** Twice as many as are looked at: some of those may be gone. */
    private static Set<Proof> lastWritten(Map<String, Proof> proofs) {
        return proofs.values().stream()
                .sorted(Comparator.comparing((Proof proof) -> proof.identity().modified())
                        .reversed())
                .limit(2 * ForeignObjects.MOST)
                .collect(Collectors.toSet());
    }
}
