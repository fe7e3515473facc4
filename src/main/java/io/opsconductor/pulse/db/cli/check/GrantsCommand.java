package io.opsconductor.pulse.db.cli.check;

import java.util.Optional;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.config.Profile;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.report.GrantScript;
import io.opsconductor.pulse.db.report.GrantTask;
import io.opsconductor.pulse.db.timescale.policy.Policies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pulse-db grants}. */
@Command(
        name = "grants",
        header = "Print, as SQL for psql, the few rights that a role needs for its task; asks no database.",
        footer = "  pulse-db grants --for=backup dumper | psql%n  pulse-db grants --role=watcher --output=json")
public class GrantsCommand implements Callable<Integer> {
    @Option(
            names = "--for",
            paramLabel = "TASK",
            defaultValue = "check",
            description = "${COMPLETION-CANDIDATES}; drill is for restore too. Default: ${DEFAULT-VALUE}.")
    GrantTask task;

    @Parameters(paramLabel = "ROLE", arity = "0..1", description = "The role that does the task, unquoted.")
    Optional<String> role = Optional.empty();

    @Option(names = "--role", paramLabel = "NAME", description = "The same as ROLE.")
    Optional<String> named = Optional.empty();

    private final CommonOptions options;
    private final Policies policies;
    private final MigrationSettings migrations;
    private final Profile profile;

    GrantsCommand(CommonOptions options, Policies policies, MigrationSettings migrations, Profile profile) {
        this.options = options;
        this.policies = policies;
        this.migrations = migrations;
        this.profile = profile;
    }

    @Override
    public Integer call() {
        GrantScript.Surroundings database = new GrantScript.Surroundings(
                policies.schemas(),
                migrations.historySchema().orElse("public"),
                migrations.serviceRole(),
                profile.isPulse());
        String grantee = role.or(() -> named)
                .orElseThrow(() -> PulseFailure.usage("no role is named", "pulse-db grants --for=" + task + " ROLE"));
        Output.print(
                options.json() ? GrantScript.json(task, grantee, database) : GrantScript.of(task, grantee, database));
        return ExitCode.DONE.code();
    }
}
