package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrayFileTest {
    @TempDir
    Path folder;

    private SmallRyeConfig config(String line, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), line + "\n");
        return new SmallRyeConfigBuilder()
                .withSources(DotEnvConfigSourceProvider.dotEnvSources(
                        file.toUri().toString(), getClass().getClassLoader()))
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_URL",
                "DIRECT_DATABASE_URL",
                "PULSE_POSTGRESQL_BIN_DIRECTORY",
                "pulse.postgresql.bin-directory",
                "PGHOST"
            })
    void a_setting_of_ours_in_a_file_of_the_working_directory_is_refused(String name) throws Exception {
        SmallRyeConfig config = config(name + "=planted", Map.of());

        assertThatThrownBy(() -> StrayFile.refuse(config))
                .isInstanceOf(PulseFailure.class)
                .hasMessageStartingWith(name + " is set by the file .env of the working directory");
    }

    @Test
    void what_the_environment_says_and_what_other_programs_read_there_is_no_fault() throws Exception {
        SmallRyeConfig own = config("DATABASE_URL=planted", Map.of("DATABASE_URL", "postgresql://db/own"));
        SmallRyeConfig others = config("NODE_ENV=production", Map.of());

        assertThatCode(() -> StrayFile.refuse(own)).doesNotThrowAnyException();
        assertThatCode(() -> StrayFile.refuse(others)).doesNotThrowAnyException();
    }
}
