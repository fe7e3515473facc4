package io.opsconductor.pulse.db.backup.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.Sets;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class BackupSetsTest {
    @Test
    void an_unknown_set_is_refused_naming_the_known_ones() {
        BackupSets sets = Sets.of(Map.of("daily", Sets.in(Path.of("/b")), "hourly", Sets.in(Path.of("/b"))));

        assertThatThrownBy(() -> sets.find("dayly"))
                .hasMessage("there is no backup set 'dayly'")
                .extracting(failure -> ((PulseFailure) failure).remedy())
                .isEqualTo("choose from daily, hourly");
    }

    @Test
    void a_set_that_is_not_expected_is_none() {
        BackupSets sets = Sets.of(
                Map.of("daily", new Sets.Configured(false, Optional.empty(), Optional.empty(), Optional.empty())));

        assertThat(sets.all()).isEmpty();
        assertThatThrownBy(() -> sets.find("daily")).isInstanceOf(PulseFailure.class);
    }

    @Test
    void a_set_without_a_directory_names_the_key_to_set() {
        BackupTarget target = Sets.of(Map.of(
                        "daily", new Sets.Configured(true, Optional.empty(), Optional.empty(), Optional.empty())))
                .find("daily");

        assertThatThrownBy(target::path)
                .hasMessage("the backup set daily has no directory")
                .extracting(failure -> ((PulseFailure) failure).remedy())
                .asString()
                .contains("PULSE_BACKUPS_DAILY_DIRECTORY")
                .contains("PULSE_BACKUPS_DAILY_EXPECTED=false");
    }

    @Test
    void a_name_cannot_lead_out_of_the_configured_directory() {
        for (String name : new String[] {"../other", "/etc", ".hidden", "a/b", "a\nb", ""}) {
            assertThatThrownBy(
                            () -> Sets.of(Map.of(name, Sets.in(Path.of("/b")))).all())
                    .isInstanceOf(PulseFailure.class)
                    .extracting(failure -> ((PulseFailure) failure).exit())
                    .isEqualTo(ExitCode.USAGE);
        }
    }
}
