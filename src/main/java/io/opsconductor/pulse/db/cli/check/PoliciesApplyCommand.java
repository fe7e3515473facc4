package io.opsconductor.pulse.db.cli.check;

import java.util.Set;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.PolicyReport;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import io.opsconductor.pulse.db.timescale.policy.PolicyOverview;
import io.opsconductor.pulse.db.timescale.policy.PolicyPlan;
import io.opsconductor.pulse.db.timescale.policy.PolicyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db policies apply}. */
@Command(
        name = "apply",
        header = "Bring the policies to the configuration, all in one transaction.",
        footer = "  pulse-db policies apply --dry-run%n  pulse-db policies apply telemetry --allow-dropping=telemetry")
class PoliciesApplyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Only these; default all.")
    Set<String> tables = Set.of();

    @Option(names = "--dry-run", description = "Only print what would be done.")
    boolean dryRun;

    @Option(
            names = "--allow-dropping",
            paramLabel = "TABLE",
            description = "This table's data may be dropped sooner than before; may be repeated.")
    Set<String> allowDropping = Set.of();

    private final CommonOptions options;
    private final Databases databases;
    private final Policies policies;

    PoliciesApplyCommand(CommonOptions options, Databases databases, Policies policies) {
        this.options = options;
        this.databases = databases;
        this.policies = policies;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            PolicyPlan plan = policies.plan(database, new PolicyRequest(tables, allowDropping));
            if (!dryRun) {
                policies.apply(database, plan);
            }
            if (!options.json()) {
                Output.print(PolicyReport.table(plan, !dryRun));
            }
            PolicyOverview after = policies.overview(database);
            if (options.json()) {
                Output.print(PolicyReport.json(plan, dryRun, after));
            } else if (!dryRun) {
                Output.print(System.lineSeparator() + PolicyReport.table(after));
            }
            return (plan.refused().isEmpty() ? ExitCode.DONE : ExitCode.USAGE).code();
        }
    }
}
