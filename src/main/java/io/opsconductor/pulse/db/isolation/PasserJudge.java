package io.opsconductor.pulse.db.isolation;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.isolation.TenantRights.Passer;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Judges services that row security does not hold. Pure. */
final class PasserJudge {
    private PasserJudge() {}

    /** What administers is past policies rightly, unless they are written for it. Dumps need BYPASSRLS, and read. */
    static Finding finding(Passer one) {
        boolean meant = one.named().stream().anyMatch(one.role()::equals);
        boolean itself = meant || one.named().isEmpty();
        boolean warns = !one.writes() || one.administers() && !meant;
        String message = one.named()
                .map(named -> itself
                        ? "policies are written for it, and it is past all of them"
                        : "it is a member of " + named + ", for which policies are written, and past all of them")
                .orElse("it " + (one.writes() ? "writes to" : "reads")
                        + " tables whose policies are for all roles, and is past all of them");
        Remedy apart = Remedy.text("have the services log in as a role without it");
        return Finding.of(
                        warns ? Severity.WARNING : Severity.CRITICAL,
                        IsolationJudge.ID,
                        one.role(),
                        message + how(one) + (warns && one.writes() ? "; it administers the tables, too" : ""))
                .measured(measured(one))
                .target("row security")
                .cure(warns ? apart.or(exempt(one, itself)) : taken(one).or(exempt(one, itself)));
    }

    private static Remedy exempt(Passer one, boolean itself) {
        return Remedy.text("add " + one.role() + " to pulse.isolation.service-roles if it may see every tenant"
                + (itself ? "" : ": administers, takes dumps"));
    }

    private static String measured(Passer one) {
        return one.granted().map("member of "::concat).orElse(one.way().name());
    }

    private static String how(Passer one) {
        String as = one.granted().orElse("");
        return switch (one.way()) {
            case SUPERUSER, BYPASSRLS -> "";
            case REPLICATION ->
                one.granted().isEmpty()
                        ? ": it may read the changes of every table, or all files, as a standby does"
                        : ": as " + as + " it may read the changes of every table";
            case CREATEROLE -> ": it may give itself the role of their owner";
            case MEMBER -> ": as " + as + " it reads or writes what the server can";
            case ACTS_AS -> ": it may act as " + as + ", which has BYPASSRLS and rights there";
            case OWNER -> ": it may come to act as " + as + ", which owns them";
        };
    }

    private static Remedy taken(Passer one) {
        if (one.granted().isPresent()) {
            return one.taking().isEmpty()
                    ? Remedy.text("take " + one.granted().get() + " from the role by which it comes to it")
                    : Remedy.sql(String.join(" ", one.taking()));
        }
        Remedy without = Remedy.sql("ALTER ROLE " + SqlIdentifier.of(one.role()) + " NO" + one.way() + ";");
        return switch (one.way()) {
            case BYPASSRLS -> without.note("dumps that it takes of guarded tables fail then");
            case REPLICATION ->
                without.note("a standby, a slot's reader or a base backup that logs in as it is refused then");
            default -> without;
        };
    }
}
