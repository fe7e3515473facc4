package io.opsconductor.pulse.db.cli.check;

import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.report.GrantScript;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pulse-db grants}. */
@Command(
        name = "grants",
        header = "Print, as SQL for psql, the few rights that a monitoring role needs; asks no database.",
        footer = "  pulse-db grants --role=watcher | psql%n  pulse-db grants --role=watcher --output=json")
public class GrantsCommand implements Callable<Integer> {
    @Option(names = "--role", required = true, paramLabel = "NAME", description = "The role that watches, unquoted.")
    String role;

    private final CommonOptions options;
    private final Policies policies;

    GrantsCommand(CommonOptions options, Policies policies) {
        this.options = options;
        this.policies = policies;
    }

    @Override
    public Integer call() {
        List<String> schemas = policies.schemas();
        Output.print(options.json() ? GrantScript.json(role, schemas) : GrantScript.of(role, schemas));
        return ExitCode.DONE.code();
    }
}
