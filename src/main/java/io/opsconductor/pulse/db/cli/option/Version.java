package io.opsconductor.pulse.db.cli.option;

import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
@Dependent
public class Version implements IVersionProvider {
    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @Override
    public String[] getVersion() {
        return new String[] {"pulse-db " + version};
    }
}
