package io.opsconductor.pulse.db.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.check.Survey;
import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.FailureLines;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.isolation.ChunkRightsFix;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.report.CheckReport;
import io.opsconductor.pulse.db.report.FixReport;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixResult;
import io.opsconductor.pulse.db.timescale.fix.FixStep;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import jakarta.enterprise.context.Dependent;

/** {@code check --fix}: plan and progress of each database in turn, none of which can hold up the others. */
@Dependent
class FixRun {
    private final Fixer fixer;
    private final ChunkRightsFix rights;
    private final CommonOptions common;
    private final Survey survey;
    private final List<FixReport.Fixed> fixed = new ArrayList<>();
    private final List<FixReport.Unfixed> unfixed = new ArrayList<>();
    private FixOptions options;

    FixRun(Survey survey, Fixer fixer, ChunkRightsFix rights, CommonOptions common) {
        this.fixer = fixer;
        this.rights = rights;
        this.common = common;
        this.survey = survey;
    }

    /**
     * @param others the databases of {@code pulse.databases} are mended as well
     * @return the exit code: of what is found afterwards; when nothing of that is bad enough, of the first database that
     *     could not be mended
     * @throws PulseFailure when none could be
     */
    int carryOut(
            FixOptions asked,
            Database main,
            boolean others,
            List<String> areas,
            CheckupResult before,
            Severity failOn) {
        options = asked;
        survey.forEachDatabase(main, others, areas, this::at);
        if (fixed.isEmpty() && !unfixed.isEmpty()) {
            unfixed.stream().skip(1).map(FixReport.Unfixed::failure).forEach(FailureLines::print);
            throw unfixed.get(0).failure();
        }
        boolean changed = !options.dryRun
                && fixed.stream().anyMatch(one -> !one.result().plan().steps().isEmpty());
        CheckupResult after = changed ? survey.run(main, others, areas, Instant.now()) : before;
        if (common.json()) {
            Output.print(FixReport.json(after, fixed, unfixed, options.dryRun));
        } else if (changed) {
            Output.print(System.lineSeparator() + CheckReport.table(after, false, Output.isTerminal()));
        }
        int failed = FailureLines.exit(
                unfixed.stream().map(FixReport.Unfixed::failure).toList());
        int found = after.exit(failOn).code();
        return found == 0 ? failed : found;
    }

    private void at(Database database, Collection<String> areas) {
        try {
            // Sooner than the pool tells that a server is out of reach.
            database.probe().ifPresent(failure -> {
                throw failure;
            });
            FixPlan plan = fixer.plan(database, areas, options.limits()).with(revocations(database, areas));
            if (!common.json()) {
                Output.print(System.lineSeparator() + FixReport.table(database.label(), plan, options.dryRun));
            }
            FixResult result = options.dryRun || plan.steps().isEmpty()
                    ? FixResult.onlyPlanned(plan)
                    : fixer.carryOut(
                            database, plan, options.limits(), new FixLines(common.progress(), database.label()));
            if (!common.json() && !options.dryRun && !plan.steps().isEmpty()) {
                Output.print(FixReport.done(database.label(), result));
            }
            fixed.add(new FixReport.Fixed(database.label(), result));
        } catch (RuntimeException e) {
            PulseFailure failure = named(database.label(), database.failure(e));
            unfixed.add(new FixReport.Unfixed(database.label(), failure));
        }
    }

    private List<FixStep> revocations(Database database, Collection<String> areas) {
        return rights.plan(database, areas).stream()
                .map(one -> new FixStep(one.subject(), FixStep.Action.REVOKE, one.does(), one.sql(), true))
                .toList();
    }

    private static PulseFailure named(Optional<String> label, PulseFailure failure) {
        return label.map(name -> new PulseFailure(
                        failure.exit(), name + " is not mended: " + failure.getMessage(), failure.remedy(), failure))
                .orElse(failure);
    }
}
