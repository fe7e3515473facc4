package io.opsconductor.pulse.db.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.isolation.TenantRights.DefinerFunction;
import io.opsconductor.pulse.db.isolation.TenantRights.OpenChildren;
import io.opsconductor.pulse.db.isolation.TenantRights.PassingOwner;
import io.opsconductor.pulse.db.isolation.TenantRights.TableRight;
import io.opsconductor.pulse.db.isolation.TenantRights.UnmarkedTable;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Judges rights that lead past policies, whatever those say. Pure. */
final class TenantRightsJudge {
    /** As many as a person pastes. */
    private static final int FEW = 10;

    private TenantRightsJudge() {}

    /**
     * @param exempt names of tables and signatures of functions that are left open on purpose
     * @param serviceRoles roles that may see every tenant
     */
    static List<Finding> judge(String database, TenantRights rights, Set<String> exempt, Set<String> serviceRoles) {
        List<Finding> findings = new ArrayList<>();
        rights.children().stream()
                .filter(one -> !exempt.contains(one.table()))
                .map(TenantRightsJudge::children)
                .forEach(findings::add);
        rights.passers().stream()
                .filter(one ->
                        one.named().stream().noneMatch(serviceRoles::contains) && !serviceRoles.contains(one.role()))
                .filter(one -> one.way() != TenantRights.PassingWay.ACTS_AS
                        || one.granted().stream().noneMatch(serviceRoles::contains))
                .map(PasserJudge::finding)
                .forEach(findings::add);
        rights.owners().stream()
                .filter(one -> one.used().stream().noneMatch(serviceRoles::contains))
                .filter(one -> !serviceRoles.contains(one.role()))
                .map(TenantRightsJudge::owner)
                .forEach(findings::add);
        rights.tables().forEach(right -> findings.add(right(database, right)));
        rights.functions().stream()
                .filter(one -> !exempt.contains(one.signature()))
                .map(TenantRightsJudge::function)
                .forEach(findings::add);
        rights.unmarked().stream()
                .filter(one -> !exempt.contains(one.table()))
                .map(TenantRightsJudge::unmarked)
                .forEach(findings::add);
        return List.copyOf(findings);
    }

    private static Finding children(OpenChildren open) {
        int count = open.identifiers().size();
        Remedy fix = Remedy.command("pulse-db check schema --fix")
                .note("new chunks take the rights of their table over: it has to be run again now and then");
        return Finding.critical(
                        IsolationJudge.ID,
                        open.table(),
                        "row security does not reach a statement that names a chunk or partition: "
                                + String.join(", ", open.grantees())
                                + " may touch every tenant's rows there; rights on the"
                                + " table itself do not need these")
                .measured(Counted.of(count, "open chunk"))
                .target("row security")
                .cure(count > FEW ? fix : Remedy.sql(revoke(open)).or(fix));
    }

    /** What closes them; rights on the table itself go on working. */
    static String revoke(OpenChildren open) {
        return "REVOKE ALL ON " + String.join(", ", open.identifiers()) + " FROM " + roles(open.grantees()) + ";";
    }

    /**
     * Where policies name it, it is meant to be held; what acts for one that they name may set that role first; and where it is the
     * only one with rights, the services must be it.
     */
    private static Finding owner(PassingOwner one) {
        String tables = Counted.some(one.identifiers(), FEW);
        if (one.above()) {
            return Finding.warning(
                            IsolationJudge.ID,
                            one.role(),
                            "no other role may use " + tables
                                    + ": if the services log in as it, which acts for their owner and is a superuser or has BYPASSRLS, it"
                                    + " is past all policies, with FORCE too")
                    .measured("superuser or BYPASSRLS")
                    .target("row security")
                    .cure(Remedy.text(
                            "have the services log in as a role that is neither and owns nothing, and grant it what"
                                    + " they need, or add " + one.role()
                                    + " to pulse.isolation.service-roles if it may see every tenant"));
        }
        boolean itself = one.used().filter(one.role()::equals).isPresent();
        boolean meant = itself && one.written();
        String uses = one.written() ? "policies are written for " : "rights there were given to ";
        String message = itself
                ? uses + "it, and it is past policies as owner of " + tables
                : one.used()
                        .map(used ->
                                uses + used + ", for which it acts, and unless its sessions set that role first it is"
                                        + " past policies as owner of " + tables)
                        .orElse(
                                "no other role may use " + tables
                                        + ": if the services log in as it, which acts for their owner, it is past their policies");
        return Finding.of(meant ? Severity.CRITICAL : Severity.WARNING, IsolationJudge.ID, one.role(), message)
                .measured("owner without FORCE")
                .target("row security")
                .cure(Remedy.sql(one.identifiers().stream()
                                .limit(FEW)
                                .map(table -> "ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY;")
                                .collect(Collectors.joining(" ")))
                        .note("migrations and dumps by the owner then meet the policies, too")
                        .or(Remedy.text("have the services log in as a role that owns nothing, or add " + one.role()
                                + " to pulse.isolation.service-roles if it may see every tenant")));
    }

    private static Finding right(String database, TableRight right) {
        boolean truncate = right.privilege().equals("TRUNCATE");
        String message = truncate
                ? "row security does not narrow TRUNCATE: it takes every tenant's rows"
                : "who may create triggers has own functions run by whoever writes, a superuser included";
        String sql = "REVOKE " + right.privilege() + " ON " + String.join(", ", right.identifiers()) + " FROM "
                + roles(List.of(right.grantee())) + ";";
        Finding finding = truncate
                ? Finding.critical(IsolationJudge.ID, database, message)
                : Finding.warning(IsolationJudge.ID, database, message);
        return finding.measured(right.privilege() + " for " + right.grantee() + " on "
                        + right.identifiers().size() + " tables")
                .target("none")
                .cure(Remedy.sql(sql));
    }

    private static Finding function(DefinerFunction function) {
        return Finding.warning(
                        IsolationJudge.ID,
                        function.signature(),
                        "it runs as " + function.owner()
                                + ", who is past row security; which rows it gives to whom cannot be seen from here")
                .measured("SECURITY DEFINER")
                .target("row security")
                .cure(Remedy.sql("ALTER FUNCTION " + function.signature() + " SECURITY INVOKER;")
                        .or(Remedy.text("add it to pulse.isolation.exempt when it asks for the tenant itself")));
    }

    private static Finding unmarked(UnmarkedTable table) {
        return Finding.warning(
                        IsolationJudge.ID,
                        table.table(),
                        "its rows belong to tenants by a foreign key, but it has neither the column nor row security: "
                                + String.join(", ", table.grantees()) + " may touch those of all")
                .measured("no row security")
                .target("row security")
                .cure(Remedy.text("row security with a policy that looks the tenant up over the key, or add "
                        + table.table() + " to pulse.isolation.exempt when the services keep its rows apart"));
    }

    private static String roles(List<String> names) {
        return names.stream()
                .map(name -> name.equals("PUBLIC") ? name : SqlIdentifier.of(name))
                .collect(Collectors.joining(", "));
    }
}
