package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every place that makes a remedy of statements, with the test that pastes what it makes into a database that has the fault
 * and sees the finding go. A new place fails here until it has one.
 */
class SqlRemediesTest {
    private static final String BASE = "io.opsconductor.pulse.db.";

    private static final Map<String, String> PASTED_BY = Map.ofEntries(
            Map.entry("backup.judge.ArchiverJudge.aged", "backup.PhysicalBackupsIT"),
            Map.entry("backup.judge.ArchiverJudge.judge", "backup.PhysicalBackupsIT"),
            Map.entry("backup.judge.BackupLockCheck.judge", "attacks.PastedRemediesIT"),
            Map.entry("backup.judge.OverlapJudge.remedy", "backup.OverlapCheckIT"),
            Map.entry("backup.omission.OmissionJudge.hidden", "attacks.A19HiddenTablesIT"),
            Map.entry("backup.omission.OmissionJudge.roles", "attacks.F8RoleNamesIT"),
            Map.entry("drill.ready.LeftBehindJudge.scratch", "drill.ready.AbandonedScratchIT"),
            Map.entry("drill.ready.LeftBehindJudge.roles", "drill.KilledRestoreIT"),
            Map.entry("isolation.IsolationJudge.open", "attacks.PastedRemediesIT"),
            Map.entry("isolation.IsolationJudge.unguarded", "attacks.PastedRemediesIT"),
            Map.entry("isolation.SearchPathJudge.attached", "attacks.PastedRemediesIT"),
            Map.entry("isolation.SearchPathJudge.makers", "attacks.PastedRemediesIT"),
            Map.entry("isolation.SearchPathJudge.owner", "attacks.PastedRemediesIT"),
            Map.entry("isolation.SearchPathJudge.unread", "attacks.F7ForeignBytesIT"),
            Map.entry("isolation.SearchPathJudge.user", "attacks.PastedRemediesIT"),
            Map.entry("isolation.TenantRightsJudge.children", "attacks.PastedRemediesIT"),
            Map.entry("isolation.TenantRightsJudge.function", "attacks.PastedRemediesIT"),
            Map.entry("isolation.TenantRightsJudge.owner", "attacks.A4A25IsolationIT"),
            Map.entry("isolation.PasserJudge.taken", "attacks.E10PassingServicesIT"),
            Map.entry("isolation.TenantRightsJudge.right", "attacks.PastedRemediesIT"),
            Map.entry("migrate.SchemaJudge.forgeable", "attacks.A1WritableHistoryIT"),
            Map.entry("migrate.index.IndexJudge.finding", "attacks.PastedRemediesIT"),
            Map.entry("migrate.LockCheck.judge", "attacks.PastedRemediesIT"),
            Map.entry("migrate.table.UnloggedTableJudge.finding", "migrate.table.UnloggedTableCheckIT"),
            Map.entry("pool.Room.raised", "pool.PoolCheckIT"),
            Map.entry("timescale.aggregate.UntoldJudge.remedy", "attacks.E6UntoldChangesIT"),
            Map.entry("timescale.batch.BatchRightsJudge.finding", "attacks.G5PackedRowsIT"),
            Map.entry("timescale.judge.LockTableJudge.judge", "preflight.PreflightIT"),
            Map.entry("preflight.ServerJudge.collation", "preflight.PreflightIT"),
            Map.entry("preflight.ServerJudge.settings", "preflight.PreflightIT"),
            Map.entry("preflight.SessionCheck.limits", "preflight.PreflightIT"),
            Map.entry("timescale.judge.CompressionPolicyJudge.missing", "timescale.ServerRemediesIT"),
            Map.entry("timescale.judge.CompressionPolicyJudge.unable", "timescale.CompressionIT"),
            Map.entry("timescale.extension.ExtensionJudge.missing", "timescale.ApacheEditionIT"),
            Map.entry("timescale.extension.SwitchedOffJudge.remedy", "attacks.E5SwitchedOffIT"),
            Map.entry("timescale.catalog.IntegerClock.remedy", "timescale.ServerRemediesIT"),
            Map.entry("timescale.job.JobJudge.unable", "timescale.ServerRemediesIT"),
            Map.entry("timescale.promise.Remedies.byClock", "timescale.RemediesIT"),
            Map.entry("timescale.promise.Remedies.byOwner", "timescale.RemediesIT"),
            Map.entry("timescale.promise.Remedies.calledBy", "timescale.RemediesIT"),
            Map.entry("timescale.promise.Remedies.by", "timescale.RemediesIT"),
            Map.entry("timescale.promise.Remedies.catchUp", "timescale.RemediesIT"),
            Map.entry("timescale.promise.Remedies.chunkInterval", "attacks.A18A23CenturyIT"),
            Map.entry("timescale.promise.Remedies.deleteJob", "timescale.JobIT"),
            Map.entry("timescale.promise.Remedies.refresh", "timescale.LateRowsIT"),
            Map.entry("timescale.promise.Remedies.removePolicy", "timescale.RetentionIT"),
            Map.entry("timescale.job.SchedulerJudge.restoring", "timescale.ApacheEditionIT"),
            Map.entry("timescale.job.SchedulerJudge.state", "timescale.ApacheEditionIT"),
            Map.entry("timescale.extension.WorkersJudge.raise", "timescale.ServerRemediesIT"));

    /** With two releases of TimescaleDB at hand only; and a refusal of {@code policies apply}, which is no finding. */
    private static final Set<String> NOT_PASTED =
            Set.of("timescale.extension.ExtensionJudge.judge", "timescale.policy.PolicyRefusals.obstacle");

    private static Set<String> places() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(BASE + "..");
        return classes.get(Remedy.class).getMethod("sql", String.class).getCallsOfSelf().stream()
                .map(SqlRemediesTest::place)
                .collect(Collectors.toSet());
    }

    private static String place(JavaMethodCall call) {
        return call.getOriginOwner().getFullName().substring(BASE.length()) + "."
                + call.getOrigin().getName();
    }

    @Test
    void every_place_that_makes_a_remedy_of_statements_has_a_test_that_pastes_it() {
        Set<String> known = new TreeSet<>(PASTED_BY.keySet());
        known.addAll(NOT_PASTED);
        assertThat(places()).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void the_tests_that_paste_exist(String name) {
        assertThatCode(() -> Class.forName(BASE + name)).doesNotThrowAnyException();
    }

    private static Set<String> tests() {
        return Set.copyOf(PASTED_BY.values());
    }
}
