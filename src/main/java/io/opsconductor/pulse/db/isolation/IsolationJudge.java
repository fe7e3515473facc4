package io.opsconductor.pulse.db.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PlainText;

/**
 * Judges whether the database itself keeps one tenant's rows from another. Row security without a policy does: it shuts
 * out all but the owner, who, like superusers and BYPASSRLS, is past it by design. Pure.
 */
final class IsolationJudge {
    static final String ID = "schema.isolation";

    private IsolationJudge() {}

    /**
     * One finding for whatever is open, or one good finding for the database.
     *
     * @param exempt names of tables and views that are left open on purpose
     */
    static List<Finding> judge(String database, String column, Tenancy tenancy, Set<String> exempt) {
        List<TenantTable> judged = tenancy.tables().stream()
                .filter(table -> !exempt.contains(table.name()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (judged.size() > 1 && judged.stream().noneMatch(TenantTable::guarded)) {
            findings.add(nothingGuarded(database, column, judged.size()));
        } else {
            judged.forEach(table -> open(table).ifPresent(findings::add));
            judged.stream()
                    .filter(table -> !table.unclearPolicies().isEmpty())
                    .map(IsolationJudge::unclear)
                    .forEach(findings::add);
        }
        tenancy.views().stream()
                .filter(view -> !exempt.contains(view.name()))
                .map(IsolationJudge::open)
                .forEach(findings::add);
        return findings.isEmpty() ? List.of(good(database, column, tenancy, judged)) : List.copyOf(findings);
    }

    private static Optional<Finding> open(TenantTable table) {
        if (!table.guarded()) {
            return Optional.of(unguarded(table));
        }
        if (table.unread()) {
            return Optional.of(finding(
                    Severity.UNKNOWN,
                    table.name(),
                    "row security, policies not read",
                    "another session has the table, or one that its policies join, locked in ACCESS EXCLUSIVE mode: what"
                            + " they let through is not known",
                    Remedy.sql("SELECT pid, relation::pg_catalog.regclass, granted FROM pg_catalog.pg_locks WHERE mode"
                                    + " OPERATOR(pg_catalog.=) 'AccessExclusiveLock';")
                            .note("shows the session; run the check again when it has ended")));
        }
        if (!table.openPolicies().isEmpty()) {
            return Optional.of(finding(
                    Severity.CRITICAL,
                    table.name(),
                    "open to all",
                    "policy " + String.join(", ", table.openPolicies()) + " lets rows of other tenants through",
                    Remedy.text("have the policy compare the row's tenant with the session's: ALTER POLICY … ON "
                                    + table.identifier() + " USING (…)")
                            .or(Remedy.text("give a table that it joins row security of its own"))
                            .or(Remedy.text(
                                    "add the role that it is for, or names, to pulse.isolation.service-roles if it"
                                            + " may see every tenant"))
                            .or(exempting(table.name()))));
        }
        return Optional.empty();
    }

    private static Finding unclear(TenantTable table) {
        return finding(
                Severity.WARNING,
                table.name(),
                "not understood",
                "policy " + String.join(", ", table.unclearPolicies())
                        + " cannot be judged from here: it asks something other than whose the row is (another column, a"
                        + " setting, names of tenants), joins a table that is not known to keep tenants apart, calls"
                        + " functions that are not PostgreSQL's own, or is written in a way that pulse-db does not read",
                Remedy.text("read the policy, and have it compare the column with current_setting(…) by =")
                        .or(exempting(table.name())));
    }

    private static Finding unguarded(TenantTable table) {
        return table.canBeGuarded()
                ? finding(
                        Severity.CRITICAL,
                        table.name(),
                        "no row security",
                        "nothing in the database keeps one tenant's rows from another",
                        Remedy.sql("ALTER TABLE " + table.identifier() + " ENABLE ROW LEVEL SECURITY;")
                                .note("with a policy for the services; without one only the owner sees any row")
                                .or(exempting(table.name())))
                : finding(
                        Severity.CRITICAL,
                        table.name(),
                        "no row security",
                        "a materialized view or foreign table shows every tenant's rows to whoever may read it",
                        Remedy.text("REVOKE SELECT from whoever may read it").or(exempting(table.name())));
    }

    private static Finding open(TenantView view) {
        return view.sources()
                .map(sources -> finding(
                        Severity.CRITICAL,
                        view.name(),
                        "view past row security",
                        "it reads with the rights of its owner " + view.owner() + ", who goes past the row security of "
                                + sources,
                        Remedy.sql("ALTER VIEW " + view.identifier() + " SET (security_invoker = true);")))
                .orElseGet(() -> finding(
                        Severity.CRITICAL,
                        view.name(),
                        "no row security",
                        "a continuous aggregate shows every tenant's rows to whoever may read it",
                        Remedy.text("REVOKE SELECT from whoever may read it").or(exempting(view.name()))));
    }

    private static Finding nothingGuarded(String database, String column, int tables) {
        return finding(
                Severity.CRITICAL,
                database,
                "0 of " + tables + " tables",
                "none of the tables with a column " + column + " has row security",
                Remedy.text("ALTER TABLE … ENABLE ROW LEVEL SECURITY for each")
                        .or(Remedy.setting("isolation.column", "(empty), if the tenants are kept apart elsewhere")));
    }

    private static Finding good(String database, String column, Tenancy tenancy, List<TenantTable> judged) {
        if (tenancy.tables().isEmpty()) {
            return Finding.ok(ID, database, "", "", "no table has a column " + column);
        }
        return Finding.ok(
                ID,
                database,
                judged.size() + " guarded, " + (tenancy.tables().size() - judged.size()) + " exempt",
                "row security",
                "every table with a column " + column + " has row security or is exempt");
    }

    private static Finding finding(Severity severity, String subject, String measured, String message, Remedy remedy) {
        return Finding.of(severity, ID, PlainText.visible(subject), PlainText.visible(message))
                .measured(measured)
                .target("row security")
                .cure(remedy);
    }

    private static Remedy exempting(String name) {
        return Remedy.text("add " + PlainText.visible(name) + " to pulse.isolation.exempt");
    }
}
