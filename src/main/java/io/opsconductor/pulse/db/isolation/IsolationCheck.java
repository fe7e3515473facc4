package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** {@code schema.isolation}: what keeps tenants apart. */
@Singleton
public class IsolationCheck extends Check {
    private final IsolationSettings settings;

    public IsolationCheck(IsolationSettings settings) {
        super("schema", IsolationJudge.ID);
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return settings.column()
                .map(column -> judged(database, column))
                .orElseGet(() -> List.of(Finding.ok(
                        IsolationJudge.ID,
                        database.name(),
                        "",
                        "",
                        "not judged: pulse.isolation.column is set to nothing")));
    }

    /** The good finding stands only where no right leads past the policies. */
    private List<Finding> judged(Database database, String column) {
        Set<String> exempt = settings.exempt().orElse(Set.of());
        Set<String> serviceRoles = settings.serviceRoles().orElse(Set.of());
        Tenancy tenancy = IsolationCatalog.read(database, column)
                .judged(IsolationCatalog.policies(database, column, serviceRoles));
        List<Finding> rights = TenantRightsJudge.judge(
                database.name(), TenantRightsCatalog.read(database, column), exempt, serviceRoles);
        Stream<Finding> tables = IsolationJudge.judge(database.name(), column, tenancy, exempt).stream()
                .filter(finding -> rights.isEmpty() || finding.severity() != Severity.OK);
        return Stream.concat(tables, rights.stream()).toList();
    }
}
