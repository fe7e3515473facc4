package io.opsconductor.pulse.db.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.drill.load.SessionStart.Kept;
import io.opsconductor.pulse.db.drill.load.SessionStart.Origin;
import io.opsconductor.pulse.db.drill.load.SessionStart.Setting;
import io.opsconductor.pulse.db.migrate.lint.LintRule;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.HeldLock;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Rewrite;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Statement;
import io.opsconductor.pulse.db.rehearse.SchemaFacts.Table;

/** Judges what a rehearsal saw against what migrations may take, and may not lose. */
final class RehearsalJudge {
    static final String FAILED = "rehearsal.failed";
    static final String LOCK = "rehearsal.lock";
    static final String TIME = "rehearsal.time";
    static final String REWRITE = "rehearsal.rewrite";
    static final String ROWS = "rehearsal.rows";
    static final String SECURITY = "rehearsal.security";
    static final String INDEX = "rehearsal.index";
    static final String POLICY = "rehearsal.policy";
    static final String DECOMPRESSION = "rehearsal.decompression";
    static final String SETTINGS = "rehearsal.settings";
    static final String LOCK_TABLE = "rehearsal.lock-table";

    /** Of the lock table; beyond it others may be refused their locks. */
    private static final double MUCH = 0.5;

    private static final double TOO_MUCH = 0.8;

    private final RehearsalFacts facts;
    private final Duration maxLock;
    private final Optional<Duration> maxTime;
    private final List<Finding> findings = new ArrayList<>();

    private RehearsalJudge(RehearsalFacts facts, Duration maxLock, Optional<Duration> maxTime) {
        this.facts = facts;
        this.maxLock = maxLock;
        this.maxTime = maxTime;
    }

    /**
     * @param maxLock how long a lock that an application waits for may be held
     * @param maxTime for all files; empty for no limit
     */
    static List<Finding> judge(RehearsalFacts facts, Duration maxLock, Optional<Duration> maxTime) {
        RehearsalJudge judge = new RehearsalJudge(facts, maxLock, maxTime);
        facts.failure().ifPresent(judge::failed);
        judge.settings(facts.start());
        judge.time();
        facts.files().forEach(judge::file);
        facts.after().ifPresent(judge::after);
        return List.copyOf(judge.findings);
    }

    private void failed(String failure) {
        String script = facts.files().stream()
                .filter(file -> !file.committed())
                .map(RehearsedFile::script)
                .findFirst()
                .orElse("migrations");
        findings.add(Finding.critical(FAILED, script, failure).cure(Remedy.text("correct it and rehearse again")));
    }

    private void settings(SessionStart start) {
        if (start.origin() != Origin.DATABASE) {
            boolean told = start.origin() == Origin.BACKUP;
            findings.add(Finding.warning(
                            SETTINGS,
                            "migrations",
                            (told
                                            ? "what is set for the migrating role (ALTER ROLE … SET) could not be seen, and files ran"
                                                    + " without; what is set for the database was taken from the backup"
                                            : "what is set for the database and the migrating role (ALTER DATABASE … SET, ALTER ROLE"
                                                    + " … SET) could not be seen, and files ran without")
                                    + ": " + start.unseen())
                    .cure(Remedy.text("rehearse where DATABASE_URL leads to the database itself"
                            + (told ? ", or set for the database what files rely on" : ""))));
        }
        List<String> refused =
                start.settings(Kept.REFUSED).stream().map(Setting::name).toList();
        if (!refused.isEmpty()) {
            findings.add(Finding.warning(
                            SETTINGS,
                            "migrations",
                            "the drill server refuses what sessions of the migrating role begin with: "
                                    + String.join(", ", refused) + "; files ran without")
                    .cure(Remedy.text("rehearse on a server of the same version and extensions")));
        }
    }

    private void time() {
        Duration took = facts.files().stream().map(RehearsedFile::took).reduce(Duration.ZERO, Duration::plus);
        maxTime.filter(limit -> took.compareTo(limit) > 0)
                .ifPresent(limit -> findings.add(Finding.critical(
                                TIME, "migrations", "all files together took longer than they may")
                        .measured(Durations.text(took))
                        .target(Durations.text(limit))
                        .figure(Figure.seconds(took).limit(limit))
                        .cure(Remedy.text("do the long work in parts, outside the rollout")
                                .or(Remedy.setting("rehearsal.max-time", Durations.text(took.multipliedBy(2)))))));
    }

    private void file(RehearsedFile file) {
        Set<String> told = new HashSet<>();
        // The strongest comes first, and blocks what the others of that table do.
        file.locks().stream()
                .filter(lock -> lock.mode().blocksApplication() && lock.held().compareTo(maxLock) > 0)
                .filter(lock -> told.add(lock.relation()))
                .forEach(lock -> findings.add(lock(file, lock)));
        file.rewrites().stream()
                .filter(rewrite -> !rewrite.emptied())
                .forEach(rewrite -> findings.add(rewrite(file, rewrite)));
        file.decompressed()
                .forEach(one -> findings.add(Finding.warning(
                                DECOMPRESSION,
                                file.script(),
                                "rows of " + Counted.of(one.chunks(), "compressed chunk") + " of " + one.hypertable()
                                        + " had to be decompressed, and stay so until they are compressed again")
                        .measured(Bytes.text(one.bytes()))
                        .figure(Figure.bytes(one.bytes()))
                        .cure(Remedy.text("name the columns of segmentby and a span of time, a part in each file"))));
        lockTable(file).ifPresent(findings::add);
    }

    private Finding lock(RehearsedFile file, HeldLock lock) {
        return Finding.critical(
                        LOCK,
                        file.script(),
                        lock.mode().words() + " on " + lock.relation() + parts(lock.parts()) + ", taken in line "
                                + lock.line() + ", blocks "
                                + String.join(", ", lock.mode().blocks()) + until(file))
                .measured(Durations.text(lock.held()))
                .target(Durations.text(maxLock))
                .figure(Figure.seconds(lock.held()).limit(maxLock))
                .cure(Remedy.text("pulse-db validate names the way that blocks less, where there is one"));
    }

    private static String until(RehearsedFile file) {
        return file.outside() ? " while the statement runs" : " until the file is committed";
    }

    private static Finding rewrite(RehearsedFile file, Rewrite rewrite) {
        return Finding.warning(REWRITE, file.script(), rewrite.relation() + " was written anew")
                .measured(Bytes.text(rewrite.bytes()))
                .figure(Figure.bytes(rewrite.bytes()))
                .cure(Remedy.text("as much space must be free, and as much goes into the log"));
    }

    private Optional<Finding> lockTable(RehearsedFile file) {
        long most = file.statements().stream().mapToLong(Statement::locks).max().orElse(0);
        if (facts.lockPlaces() == 0 || most <= facts.lockPlaces() * MUCH) {
            return Optional.empty();
        }
        Severity severity = most > facts.lockPlaces() * TOO_MUCH ? Severity.CRITICAL : Severity.WARNING;
        return Optional.of(Finding.of(
                        severity,
                        LOCK_TABLE,
                        file.script(),
                        "it held so many locks at once that the server's table of locks may be too small for it and all"
                                + " others")
                .measured(Counted.of(most, "lock"))
                .target(Counted.of(facts.lockPlaces(), "place"))
                .figure(Figure.count(most).limit(facts.lockPlaces()))
                .cure(Remedy.text(
                        "raise max_locks_per_transaction and restart the server, or do a part of the chunks in"
                                + " each file")));
    }

    private void after(SchemaFacts after) {
        new TreeMap<>(facts.before().tables()).forEach((name, before) -> {
            Table now = after.tables().get(name);
            rows(name, before.rows(), now == null ? OptionalLong.empty() : OptionalLong.of(now.rows()));
            if (now != null) {
                columns(name, before, now);
                security(name, before, now);
            }
        });
        missing(facts.before().jobs(), after.jobs())
                .forEach(job -> findings.add(Finding.warning(POLICY, job, "the job is gone")
                        .cure(Remedy.text("add it again in the same file, or take it out of the configuration"))));
        missing(after.invalidIndexes(), facts.before().invalidIndexes())
                .forEach(index ->
                        findings.add(Finding.critical(INDEX, index, "the index is there but invalid: no query uses it")
                                .cure(Remedy.text("drop it and build it again"))));
    }

    private void rows(String table, long before, OptionalLong after) {
        if (before == 0 || after.orElse(0) >= before) {
            return;
        }
        Optional<RehearsedFile> allowed = mayHaveChanged(table, LintRule.DATA_LOSS);
        String what = after.isEmpty()
                ? "the table is gone with all its rows"
                : Counted.of(before - after.getAsLong(), "row") + " of it "
                        + (before - after.getAsLong() == 1 ? "is" : "are") + " gone";
        findings.add((allowed.isPresent()
                        ? Finding.ok(ROWS, table, what + ", as " + allowed.get().script() + " allows")
                        : Finding.critical(ROWS, table, what)
                                .cure(Remedy.text("if that is meant, write into the file: -- pulse:allow "
                                        + LintRule.DATA_LOSS.id() + ": reason")))
                .measured(after.isEmpty() ? "gone" : Counted.of(after.getAsLong(), "row"))
                .target(Counted.of(before, "row"))
                .figure(Figure.count(after.orElse(0)).limit(before)));
    }

    private void columns(String table, Table before, Table now) {
        List<String> gone = missing(before.columns(), now.columns());
        if (!gone.isEmpty() && before.rows() > 0) {
            boolean allowed = mayHaveChanged(table, LintRule.DATA_LOSS).isPresent();
            findings.add(Finding.of(
                    allowed ? Severity.OK : Severity.WARNING,
                    ROWS,
                    table,
                    (gone.size() == 1 ? "column " : "columns ")
                            + String.join(", ", gone)
                            + (gone.size() == 1 ? " is gone" : " are gone")));
        }
    }

    private void security(String table, Table before, Table now) {
        List<String> weaker = new ArrayList<>();
        if (before.secured() && !now.secured()) {
            weaker.add("row security is off");
        }
        if (before.forced() && !now.forced()) {
            weaker.add("row security no longer holds for the owner");
        }
        missing(before.policies(), now.policies()).forEach(policy -> weaker.add("policy " + policy + " is gone"));
        if (!weaker.isEmpty()) {
            boolean allowed = mayHaveChanged(table, LintRule.WEAKER_SECURITY).isPresent();
            findings.add(
                    Finding.of(allowed ? Severity.OK : Severity.CRITICAL, SECURITY, table, String.join(", ", weaker))
                            .cure(
                                    allowed
                                            ? Remedy.NONE
                                            : Remedy.text("if that is meant, write into the file: -- pulse:allow "
                                                    + LintRule.WEAKER_SECURITY.id() + ": reason")));
        }
    }

    /** A file that held a lock with which it may have changed the table, and says that this may be. */
    private Optional<RehearsedFile> mayHaveChanged(String table, LintRule rule) {
        return facts.files().stream()
                .filter(file -> file.allowed().contains(rule.id()))
                .filter(file -> file.outside()
                        || file.locks().stream()
                                .anyMatch(lock -> lock.relation().equals(table)
                                        && lock.mode().mayChange()))
                .findFirst();
    }

    private static List<String> missing(Collection<String> before, Collection<String> now) {
        return before.stream().filter(name -> !now.contains(name)).sorted().collect(Collectors.toList());
    }

    private static String parts(int parts) {
        return parts == 0 ? "" : " and " + Counted.of(parts, "chunk") + " of it";
    }
}
