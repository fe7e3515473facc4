package io.opsconductor.pulse.db.cli.option;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.config.NamedFile;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** The configuration file that the command line ({@code --config}) or the environment ({@code PULSE_CONFIG}) names. */
public final class ConfigFile {
    private static final String VARIABLE = "PULSE_CONFIG";

    private ConfigFile() {}

    /**
     * Has the configuration read the file when it is made.
     *
     * @throws PulseFailure (usage) when the named file is not there or cannot be read: its promises would be missing
     */
    public static void use(Optional<String> option) {
        Optional<String> named =
                option.or(() -> Optional.ofNullable(System.getenv(VARIABLE))).filter(name -> !name.isBlank());
        named.ifPresent(name -> {
            Path file = Path.of(name).toAbsolutePath();
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw PulseFailure.usage(
                        "the configuration file " + file + (Files.exists(file) ? " cannot be read" : " does not exist"),
                        "correct " + (option.isPresent() ? "--config" : VARIABLE));
            }
            try {
                NamedFile.use(file);
            } catch (UncheckedIOException | IllegalArgumentException e) {
                throw PulseFailure.usage(
                        "the configuration file " + file + " is no properties file: " + e.getMessage(),
                        "write a backslash twice, and the file in UTF-8");
            }
        });
    }
}
