package io.opsconductor.pulse.db.cli.check;

import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.report.PolicyReport;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import io.opsconductor.pulse.db.timescale.policy.PolicyOverview;
import picocli.CommandLine.Command;

/** {@code pulse-db policies}. */
@Command(
        name = "policies",
        header = "Show the compression and retention policies: wanted, found, and how they agree.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = PoliciesApplyCommand.class,
        footer = "  pulse-db policies%n  pulse-db policies apply --dry-run")
public class PoliciesCommand implements Callable<Integer> {
    private final CommonOptions options;
    private final Databases databases;
    private final Policies policies;

    PoliciesCommand(CommonOptions options, Databases databases, Policies policies) {
        this.options = options;
        this.databases = databases;
        this.policies = policies;
    }

    @Override
    public Integer call() {
        try (Database database = databases.main(options.databaseUrl)) {
            PolicyOverview overview = policies.overview(database);
            Output.print(options.json() ? PolicyReport.json(overview) : PolicyReport.table(overview));
        }
        return ExitCode.DONE.code();
    }
}
