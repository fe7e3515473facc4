package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.isolation.IsolationCheck;
import io.opsconductor.pulse.db.isolation.IsolationSettings;
import io.opsconductor.pulse.db.isolation.SearchPathCheck;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That nothing with a tenant is left without row security but what the contract leaves so. {@link TenantIsolationIT}
 * attacks the rest. A needless exemption fails as a missing one does.
 */
class IsolationCoverageIT {
    /** Tables and views with a tenant_id: why they have no row security. */
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry("telemetry", "compression and row security exclude each other; the services filter (034)"),
            Map.entry("quarantine_counters_minute", "counts refused messages, also of tenants that do not exist (000)"),
            Map.entry(
                    "tenant_subscription_archive",
                    "a copy of before 030 that the services' contract leaves open (032)"),
            Map.entry("sites", "the services filter by tenant (052)"),
            Map.entry("device_extended_attributes", "the services filter by tenant (052)"),
            Map.entry("alert_digest_settings", "the digest worker reads all tenants, the API filters (065)"),
            Map.entry("escalation_policies", "the escalation worker reads all tenants, the API filters (066)"),
            Map.entry("report_runs", "the API filters by tenant (067)"),
            Map.entry("notification_channels", "the workers read all tenants, the API filters (068)"),
            Map.entry("notification_routing_rules", "the workers read all tenants, the API filters (068)"),
            Map.entry("oncall_schedules", "the resolver reads all tenants, the API filters (069)"),
            Map.entry("notification_jobs", "a queue for workers of all tenants (070)"));

    /** Only where there are continuous aggregates. */
    private static final Map<String, String> EXEMPT_ON_COMMUNITY = Map.of(
            "telemetry_hourly", "figures of telemetry; row security and continuous aggregates exclude each other");

    /** Tables without a tenant_id that hang on one that has it. */
    private static final Map<String, String> EXEMPT_CHILDREN = Map.of(
            "escalation_levels", "as escalation_policies (066)",
            "notification_log", "as notification_channels (068)",
            "oncall_layers", "as oncall_schedules (069)",
            "oncall_overrides", "as oncall_schedules (069)",
            "role_permissions", "what a role may do is no secret; the services guard who changes it (080)");

    private static final String UNGUARDED = """
            SELECT c.relname FROM pg_class c
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
               AND NOT c.relrowsecurity AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)""";

    private static final String UNGUARDED_CHILDREN = """
            SELECT DISTINCT c.relname FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
             WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
               AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = k.confrelid AND attname = 'tenant_id')
               AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id')""";

    @ParameterizedTest
    @EnumSource
    void whatever_has_a_tenant_is_guarded_or_exempt_for_a_reason(Edition edition) throws Exception {
        Map<String, String> exempt = new TreeMap<>(EXEMPT);
        if (edition == Edition.COMMUNITY) {
            exempt.putAll(EXEMPT_ON_COMMUNITY);
        }
        try (MigratedDatabase database = MigratedDatabase.of(edition)) {
            assertThat(database.rows(UNGUARDED)).containsExactlyInAnyOrderElementsOf(exempt.keySet());
            assertThat(database.rows(UNGUARDED_CHILDREN)).containsExactlyInAnyOrderElementsOf(EXEMPT_CHILDREN.keySet());
            assertThat(database.findings(new IsolationCheck(shipped())))
                    .as("the contract's own grants of TRIGGER (018, 029, 030), which are told and stay")
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).as(finding.toString()).isEqualTo(Severity.WARNING);
                        assertThat(finding.measured()).isEqualTo("TRIGGER for pulse_operator on 3 tables");
                    });
            assertThat(database.findings(new SearchPathCheck()))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.OK);
        }
    }

    /** What the program comes with exempts what is exempt here, and nothing else. */
    @Test
    void the_shipped_exemptions_are_these() throws IOException {
        Set<String> exempt = new TreeSet<>(EXEMPT.keySet());
        exempt.addAll(EXEMPT_ON_COMMUNITY.keySet());
        exempt.addAll(EXEMPT_CHILDREN.keySet());
        assertThat(shipped().exempt().orElseThrow()).containsExactlyInAnyOrderElementsOf(exempt);
    }

    private static IsolationSettings shipped() throws IOException {
        return new SmallRyeConfigBuilder()
                .withMapping(IsolationSettings.class)
                .withSources(new PropertiesConfigSource(
                        IsolationCoverageIT.class.getResource("/profiles/pulse.properties"), 100))
                .withMappingIgnore("**")
                .build()
                .getConfigMapping(IsolationSettings.class);
    }
}
