package io.opsconductor.pulse.db.backup.omission;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Judges what is in the database and in no dump of it. Pure. */
final class OmissionJudge {
    static final String ID = "backup.contents";

    private static final String TARGET = "in the dump";

    /** As many as a person pastes. */
    private static final int FEW = 10;

    private OmissionJudge() {}

    /** One finding for each extension and each reason, or one good finding for the database. */
    static List<Finding> judge(
            String database, List<Member> members, List<UnloggedLeftOut> unlogged, List<RolesLeftOut> roles) {
        List<Finding> findings = new ArrayList<>();
        members.stream()
                .collect(groupingBy(
                        member -> List.of(member.extension(), member.byHand()), LinkedHashMap::new, toList()))
                .values()
                .forEach(group -> findings.add(hidden(group)));
        unlogged.forEach(one -> findings.add(unlogged(one)));
        roles.forEach(one -> findings.add(roles(one)));
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        ID,
                        database,
                        "0 left out",
                        TARGET,
                        "nothing that is in use is left out of dumps as part of an extension or as unlogged"))
                : List.copyOf(findings);
    }

    /**
     * What a set's newest backup lacks, because it was taken of a standby.
     *
     * @param tables quoted, with their schema; one at least
     */
    record UnloggedLeftOut(String set, String backup, List<String> tables) {}

    private static Finding hidden(List<Member> members) {
        Member first = members.get(0);
        int count = members.size();
        String message = some(members.stream().map(Member::identifier)) + " " + (count == 1 ? "is" : "are")
                + " part of the extension " + first.extension() + ": pg_dump leaves "
                + (first.byHand()
                        ? (count == 1 ? "it" : "them")
                                + " out of every dump, and its script brings nothing like that back"
                        : "the rows out of every dump; only those that its script makes come back");
        Remedy release = Remedy.sql(
                        members.stream().limit(FEW).map(Member::release).collect(joining(" ")))
                .note("they, their rows and rights stay; then take a backup");
        Remedy cure = count > FEW ? release.note("these are the first; then look again") : release;
        return Finding.of(
                        first.byHand() ? Severity.CRITICAL : Severity.WARNING,
                        ID,
                        PlainText.visible(first.extension()),
                        PlainText.visible(message))
                .measured(Counted.of(count, "object") + " left out")
                .target(TARGET)
                .figure(Figure.count(count).limit(0))
                .cure(
                        first.byHand()
                                ? cure
                                : setUpAnew(first.extension()).or(cure.note("where another role added them")));
    }

    /** pglogical, for one, keeps what belongs to this server alone in tables that it does not mark. */
    private static Remedy setUpAnew(String extension) {
        return Remedy.text("where the script of " + PlainText.visible(extension)
                + " made them: plan to set the extension up anew after a restore, as its documentation says");
    }

    private static Finding unlogged(UnloggedLeftOut left) {
        return Finding.warning(
                        ID,
                        left.set(),
                        PlainText.visible(left.backup()
                                + " was taken of a standby, which has no rows of unlogged tables: "
                                + some(left.tables().stream()) + (left.tables().size() == 1 ? " is" : " are")
                                + " empty in it"))
                .measured(Counted.of(left.tables().size(), "unlogged table"))
                .target(TARGET)
                .figure(Figure.count(left.tables().size()).limit(0))
                .cure(Remedy.text("take the set's backups of the primary, or paste what schema.unlogged prints"));
    }

    private static Finding roles(RolesLeftOut left) {
        int unreadable = left.unreadable().size();
        String names = unreadable == 0
                ? ""
                : "; the name of " + Counted.of(unreadable, "role")
                        + " is in bytes that are no text in this database's encoding";
        return Finding.warning(
                        ID,
                        left.set(),
                        PlainText.visible(left.backup()
                                + " has no roles, with their memberships, rights and settings; the newest that has them: "
                                + left.saved().orElse("none") + "; pg_dumpall: " + left.reason() + names))
                .measured("no roles")
                .target("in the backup")
                .cure(
                        unreadable == 0
                                ? Remedy.text("pulse-db backup take " + left.set()
                                        + " once pg_dumpall --globals-only succeeds with that login")
                                : Remedy.sql(left.unreadable().stream()
                                                .limit(FEW)
                                                .map(OmissionJudge::rename)
                                                .collect(joining(" ")))
                                        .note(
                                                "as a superuser; services that log in by the old name need the new one; then take"
                                                        + " a backup"));
    }

    /** The server finds the name, which no client can write. */
    private static String rename(long oid) {
        return "DO $$ BEGIN EXECUTE pg_catalog.format('ALTER ROLE %I RENAME TO role_" + oid + "', "
                + SqlIdentifier.nameOfRole(oid) + "); END $$;";
    }

    private static String some(Stream<String> names) {
        return Counted.some(names.toList(), FEW);
    }
}
