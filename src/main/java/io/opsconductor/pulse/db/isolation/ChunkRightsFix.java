package io.opsconductor.pulse.db.isolation;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** What {@code check --fix} does about tenants: it closes chunks of guarded tables to all but their owner. */
@ApplicationScoped
public class ChunkRightsFix {
    private final IsolationSettings settings;

    public ChunkRightsFix(IsolationSettings settings) {
        this.settings = settings;
    }

    /**
     * @param subject the guarded table
     * @param does for people
     * @param sql one statement; rights on the table itself go on working
     */
    public record Revocation(String subject, String does, String sql) {}

    /** @param areas those that were checked; empty for all */
    public List<Revocation> plan(Database database, Collection<String> areas) {
        if (settings.column().isEmpty() || !areas.isEmpty() && !areas.contains("schema")) {
            return List.of();
        }
        Set<String> exempt = settings.exempt().orElse(Set.of());
        return TenantRightsCatalog.children(database, settings.column().get()).stream()
                .filter(open -> !exempt.contains(open.table()))
                .map(open -> new Revocation(
                        open.table(),
                        "close " + Counted.of(open.identifiers().size(), "chunk") + " to "
                                + String.join(", ", open.grantees()),
                        TenantRightsJudge.revoke(open)))
                .toList();
    }
}
