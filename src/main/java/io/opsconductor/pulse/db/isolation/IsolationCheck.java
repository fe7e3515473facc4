package io.opsconductor.pulse.db.isolation;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code schema.isolation}: what keeps tenants apart. */
@ApplicationScoped
public class IsolationCheck implements Check {
    private final IsolationSettings settings;

    public IsolationCheck(IsolationSettings settings) {
        this.settings = settings;
    }

    @Override
    public String area() {
        return "schema";
    }

    @Override
    public List<String> ids() {
        return List.of(IsolationJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        return settings.column()
                .map(column -> IsolationJudge.judge(
                        database.name(),
                        column,
                        IsolationCatalog.read(database, column),
                        settings.exempt().orElse(Set.of())))
                .orElseGet(() -> List.of(Finding.ok(
                        IsolationJudge.ID,
                        database.name(),
                        "",
                        "",
                        "not judged: pulse.isolation.column is set to nothing")));
    }
}
