package io.opsconductor.pulse.db.isolation;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.isolation.TenantRights.Passer;
import io.opsconductor.pulse.db.isolation.TenantRights.PassingWay;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Judges services that row security does not hold. Pure. */
final class PasserJudge {
    private PasserJudge() {}

    /** What administers is past policies rightly, unless the services log in as it. Dumps need BYPASSRLS, too. */
    static Finding finding(Passer one) {
        boolean itself = one.named().isEmpty() || one.named().get().equals(one.role());
        boolean warns = !one.writes() || !itself && (one.administers() || one.way() == PassingWay.ADMIN);
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
        return switch (one.way()) {
            case MEMBER, ACTS_AS -> "member of " + one.granted().orElseThrow();
            case ADMIN -> "ADMIN on " + one.granted().orElseThrow();
            default -> one.way().name();
        };
    }

    private static String how(Passer one) {
        return switch (one.way()) {
            case BYPASSRLS -> "";
            case REPLICATION -> ": it may read the changes of every table, or all files, as a standby does";
            case CREATEROLE -> ": it may give itself the role of their owner";
            case MEMBER -> ": as " + one.granted().orElseThrow() + " it reads or writes what the server can";
            case ACTS_AS -> ": it may act as " + one.granted().orElseThrow() + ", which has BYPASSRLS and rights there";
            case ADMIN -> ": it may give itself " + one.granted().orElseThrow() + ", which owns them";
        };
    }

    private static Remedy taken(Passer one) {
        String role = SqlIdentifier.of(one.role());
        return switch (one.way()) {
            case BYPASSRLS ->
                Remedy.sql("ALTER ROLE " + role + " NOBYPASSRLS;")
                        .note("dumps that it takes of guarded tables fail then");
            case REPLICATION ->
                Remedy.sql("ALTER ROLE " + role + " NOREPLICATION;")
                        .note("a standby, a slot's reader or a base backup that logs in as it is refused then");
            case CREATEROLE -> Remedy.sql("ALTER ROLE " + role + " NOCREATEROLE;");
            case MEMBER, ACTS_AS, ADMIN ->
                one.taking().isEmpty()
                        ? Remedy.text("take " + one.granted().orElseThrow() + " from the role by which it comes to it")
                        : Remedy.sql(String.join(" ", one.taking()));
        };
    }
}
