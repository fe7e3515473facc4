package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.backup.external.BackupRepository;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/**
 * Judges each repository of a stanza that has several: the recovery point is that of the best one, and a repository that
 * lacks a backup is not the second copy that it was set up to be.
 */
public final class RepositoryJudge {
    static final String ID = "backup.repository";

    private RepositoryJudge() {}

    /** One finding for each; none where there is only one repository, of which the other findings tell. */
    public static List<Finding> judge(BackupTarget target, List<BackupRepository> repositories, Instant now) {
        return repositories.size() < 2
                ? List.of()
                : repositories.stream()
                        .map(repository -> judge(target, repository, now))
                        .toList();
    }

    private static Finding judge(BackupTarget target, BackupRepository repository, Instant now) {
        String subject = target.set() + " repo" + repository.key();
        Remedy cure =
                Remedy.command("pgbackrest --stanza=" + target.stanza() + " --repo=" + repository.key() + " backup");
        if (repository.problem().isPresent()) {
            return Finding.warning(
                            ID,
                            subject,
                            "repository " + repository.key() + " cannot be used: "
                                    + repository.problem().get())
                    .target(target.objective())
                    .cure(Remedy.command("pgbackrest --stanza=" + target.stanza() + " check"));
        }
        if (repository.newest().isEmpty()) {
            return Finding.warning(ID, subject, "repository " + repository.key() + " holds no backup")
                    .target(target.objective())
                    .cure(cure);
        }
        Duration age = Duration.between(repository.newest().get(), now);
        if (target.rpo().filter(rpo -> age.compareTo(rpo) > 0).isPresent()) {
            return Finding.warning(
                            ID,
                            subject,
                            "the newest backup in repository " + repository.key() + " is " + Durations.text(age)
                                    + " old")
                    .measured(Durations.text(age))
                    .target(target.objective())
                    .figure(Figure.seconds(age).limit(target.rpo().get()))
                    .cure(cure);
        }
        return Finding.ok(
                ID,
                subject,
                Durations.text(age.isNegative() ? Duration.ZERO : age),
                target.objective(),
                "repository " + repository.key() + " holds a backup");
    }
}
