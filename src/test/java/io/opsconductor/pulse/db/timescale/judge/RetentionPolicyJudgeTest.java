package io.opsconductor.pulse.db.timescale.judge;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.found;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.keptForever;
import static io.opsconductor.pulse.db.timescale.Facts.onApache;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.catalog.Upkeep;
import io.opsconductor.pulse.db.timescale.extension.Edition;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import io.opsconductor.pulse.db.timescale.promise.Watched;
import org.junit.jupiter.api.Test;

class RetentionPolicyJudgeTest {
    private static final Expectation PROMISED = expectation(null, DAY);
    private static final Expectation UNDECIDED = expectation(null, null);

    private static Finding judge(Hypertables facts, Expectation... expectations) {
        List<Finding> findings =
                RetentionPolicyJudge.judge(facts, Watched.pair(facts, List.of(expectations)), Facts.REMEDIES);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void aPolicyAsConfiguredIsFine() {
        assertThat(judge(found(hypertable(drops(DAY))), PROMISED).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void aMissingPolicyIsCriticalAndCanBePasted() {
        Finding finding = judge(found(hypertable()), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy())
                .isEqualTo("SELECT public.add_retention_policy('public.telemetry'::regclass, INTERVAL '1 day');");
    }

    @Test
    void aPausedPolicyIsCritical() {
        Finding finding = judge(found(hypertable(paused(drops(DAY)))), PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.measured()).isEqualTo("drop after 1d, paused");
        assertThat(finding.remedy()).isEqualTo("SELECT public.alter_job(1002, scheduled => true);");
    }

    @Test
    void aPolicyByCreationIsMadeAnewSinceTimescaledbCannotAlterIt() {
        Policy byCreation = Facts.policy(1002, Upkeep.RETENTION, new Lag.Span(DAY, DAY, true));
        assertThat(judge(found(hypertable(paused(byCreation))), PROMISED).remedy())
                .isEqualTo(
                        "SELECT public.remove_retention_policy('public.telemetry'::regclass); SELECT public.add_retention_policy('public.telemetry'::regclass,"
                                + " drop_created_before => INTERVAL '1 day', schedule_interval => INTERVAL '1 hour');");
    }

    @Test
    void aPolicyThatKeepsLongerOrDropsSoonerIsCritical() {
        Finding longer = judge(found(hypertable(drops(DAY.plus(Facts.MICRO)))), PROMISED);
        assertThat(longer.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(longer.message()).contains("keeps data longer");
        Finding sooner = judge(found(hypertable(drops(DAY.minus(Facts.MICRO)))), PROMISED);
        assertThat(sooner.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(sooner.message()).contains("drops data sooner");
    }

    @Test
    void aHypertableWithoutADecisionIsAWarningUntilSomebodyDecides() {
        Finding finding = judge(found(hypertable()), UNDECIDED);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.remedy()).contains("pulse.hypertables.telemetry.drop-after");
        assertThat(judge(found(hypertable()), keptForever(null)).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void aHypertableThatNobodyDeclaredGrowsWithoutBoundUnlessAPolicyDrops() {
        Finding finding = judge(found(hypertable()));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).contains("does not name this hypertable").contains("grows without bound");
        assertThat(judge(found(hypertable(drops(DAY)))).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void dataToBeKeptForeverMustNotBeDropped() {
        Finding finding = judge(found(hypertable(drops(DAY))), keptForever(null));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy()).isEqualTo("SELECT public.remove_retention_policy('public.telemetry'::regclass);");
        assertThat(judge(found(hypertable(paused(drops(DAY)))), keptForever(null))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(judge(found(hypertable(drops(DAY))), keptForever(DAY)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void aPlainTableInPlaceOfAHypertableIsCritical() {
        Relation table = new Relation(new HypertableName("public", "telemetry"), true, Optional.of("time"));
        Hypertables facts = new Hypertables(Facts.extension(Edition.COMMUNITY), List.of(), List.of(table));
        Finding finding = judge(facts, PROMISED);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.remedy())
                .isEqualTo(
                        "SELECT public.create_hypertable('public.telemetry'::regclass, 'time', migrate_data => true);");
    }

    @Test
    void aViewInPlaceOfAHypertableIsCritical() {
        Relation view = new Relation(new HypertableName("public", "telemetry"), false, Optional.of("time"));
        Hypertables facts = new Hypertables(Facts.extension(Edition.COMMUNITY), List.of(), List.of(view));
        assertThat(judge(facts, PROMISED).measured()).isEqualTo("no table");
    }

    @Test
    void onTheApacheEditionOnlyWhatPoliciesCannotChangeIsJudged() {
        assertThat(judge(onApache(hypertable()), PROMISED).severity()).isEqualTo(Severity.OK);
        assertThat(judge(onApache(hypertable()), UNDECIDED).severity()).isEqualTo(Severity.WARNING);
        assertThat(judge(onApache(), PROMISED).severity()).isEqualTo(Severity.CRITICAL);
    }
}
