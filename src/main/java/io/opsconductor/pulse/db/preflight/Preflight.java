package io.opsconductor.pulse.db.preflight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Checkup;
import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.PreflightCheck;
import io.opsconductor.pulse.db.check.PreflightTask;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks the databases of some tasks whether they offer what these need. Changes nothing. */
@ApplicationScoped
public class Preflight {
    private final List<PreflightCheck> checks;
    private final Databases databases;

    public Preflight(@All List<PreflightCheck> checks, Databases databases) {
        this.checks = List.copyOf(checks);
        this.databases = databases;
    }

    /**
     * Each task by the role and the way by which it will come; those that share both are looked at once.
     *
     * @param override the URL for all of them; empty for the configured ones
     */
    public CheckupResult run(Set<PreflightTask> tasks, Optional<String> override, Instant now) {
        Map<String, Database> opened = new LinkedHashMap<>();
        Map<String, Set<PreflightTask>> asked = new LinkedHashMap<>();
        try {
            for (PreflightTask task : parts(tasks)) {
                Database database = database(task, override);
                String target = database.url().redacted();
                if (opened.putIfAbsent(target, database) != null) {
                    database.close();
                }
                asked.computeIfAbsent(target, any -> new TreeSet<>()).add(task);
            }
            List<Finding> findings = new ArrayList<>();
            List<PulseFailure> unreachable = new ArrayList<>();
            asked.forEach((target, here) -> {
                CheckupResult result = new Checkup(serving(here)).run(opened.get(target), List.of(), now);
                findings.addAll(result.findings());
                result.unreachable().ifPresent(unreachable::add);
            });
            findings.sort(Checkup.WORST_FIRST);
            boolean nowhere = unreachable.size() == asked.size();
            return new CheckupResult(
                    now,
                    findings.stream().distinct().toList(),
                    nowhere ? unreachable.stream().findFirst() : Optional.empty());
        } finally {
            opened.values().forEach(Database::close);
        }
    }

    private List<Check> serving(Set<PreflightTask> tasks) {
        return checks.stream()
                .filter(check -> check.serves(tasks))
                .map(Check.class::cast)
                .toList();
    }

    private static Set<PreflightTask> parts(Set<PreflightTask> tasks) {
        Set<PreflightTask> parts =
                tasks.contains(PreflightTask.RUN) ? EnumSet.allOf(PreflightTask.class) : new TreeSet<>(tasks);
        parts.remove(PreflightTask.RUN);
        return parts;
    }

    private Database database(PreflightTask task, Optional<String> override) {
        return switch (task) {
            // What a drill restores is compared with that one.
            case MIGRATE, DRILL, RUN -> databases.direct(override);
            case CHECK -> databases.judged(override);
            case BACKUP -> databases.dumped(override);
        };
    }
}
