package io.opsconductor.pulse.db.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.common.MapBackedConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Brings in the promises of {@code pulse.profile=pulse}, below every other source. Where another application's folder of
 * migrations is named, and no profile, it says {@code pulse.profile=none} instead. Folders are told apart by what is in
 * them: Pulse's own may lie anywhere.
 */
public final class ShippedPromises implements ConfigSourceFactory {
    public static final String NAME = "profile pulse";
    public static final int ORDINAL = 240;

    /** A native executable has read them while it was built. */
    private static final Map<String, String> PROMISES = NamedFile.values(
            new StringReader(new String(PackedFiles.resource("/profiles/pulse.properties"), StandardCharsets.UTF_8)));

    private static Optional<String> folder = Optional.empty();
    private static boolean running;

    /** Before the configuration is made: the folder that {@code --migrations} names, if any. */
    public static void use(Optional<String> migrations) {
        folder = migrations;
        running = true;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        // While the program is built, Quarkus would keep what it finds here as defaults.
        return running ? List.of(source(context)) : List.of();
    }

    private static ConfigSource source(ConfigSourceContext context) {
        boolean pulse = NamedFile.value(context, Profile.KEY)
                .map(Profile.PULSE::equals)
                .orElseGet(() -> folder.or(() -> NamedFile.value(context, "pulse.migrations.directory"))
                        .map(ShippedPromises::isPulses)
                        .orElse(true));
        return new MapBackedConfigSource(NAME, pulse ? PROMISES : Map.of(Profile.KEY, Profile.NONE), ORDINAL) {};
    }

    /** One packed file among its files is enough: Pulse's next version has others beside it. */
    private static boolean isPulses(String folder) {
        Path directory = Path.of(folder);
        return folder.equals(PackedFiles.FOLDER_NAME)
                || PackedFiles.names().stream().anyMatch(name -> isPacked(directory.resolve(name), name));
    }

    private static boolean isPacked(Path file, String name) {
        try {
            return Files.isRegularFile(file) && Arrays.equals(PackedFiles.read(name), Files.readAllBytes(file));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
