package io.opsconductor.pulse.db.cli.run;

import java.util.List;
import java.util.concurrent.Callable;

import io.opsconductor.pulse.db.cli.option.CommonOptions;
import io.opsconductor.pulse.db.cli.option.Output;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.postgres.ConfiguredSettings;
import io.opsconductor.pulse.db.report.SettingsReport;
import picocli.CommandLine.Command;

/** {@code pulse-db config}. */
@Command(
        name = "config",
        header = "Show the settings that hold, and where each comes from; secrets are hidden.",
        footer = "  pulse-db config%n  pulse-db config --config=/etc/pulse-db.properties --output=json")
public class ConfigCommand implements Callable<Integer> {
    private final CommonOptions options;
    private final ConfiguredSettings settings;

    ConfigCommand(CommonOptions options, ConfiguredSettings settings) {
        this.options = options;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        List<ConfiguredSettings.Setting> all = settings.all();
        Output.print(options.json() ? SettingsReport.json(all) : SettingsReport.table(all));
        return ExitCode.DONE.code();
    }
}
