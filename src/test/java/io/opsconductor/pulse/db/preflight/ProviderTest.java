package io.opsconductor.pulse.db.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTest {
    @ParameterizedTest
    @CsvSource({
        "rds, rds_superuser, true, AURORA",
        "rds, rds_superuser, false, RDS",
        "'', rds_superuser, false, RDS",
        "azure, azure_pg_admin, false, AZURE",
        "cloudsql, cloudsqlsuperuser, false, CLOUD_SQL",
        "alloydb, cloudsqlsuperuser, false, ALLOY_DB",
        "neon, neon_superuser, false, NEON",
        "'', supabase_admin, false, SUPABASE",
        "'', tsdbadmin, false, TIMESCALE",
        "'', avnadmin, false, AIVEN",
        "'', doadmin, false, DIGITAL_OCEAN",
        "'', postgres, false, SELF_HOSTED",
        // A function of that name alone is anybody's.
        "'', postgres, true, SELF_HOSTED",
    })
    void a_provider_is_known_by_its_settings_and_roles(String setting, String role, boolean aurora, Provider known) {
        assertThat(Provider.of(List.of(setting), List.of(role), aurora)).isEqualTo(known);
    }
}
