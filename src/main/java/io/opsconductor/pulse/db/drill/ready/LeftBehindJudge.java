package io.opsconductor.pulse.db.drill.ready;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;

/** Judges what killed restores left: a database that is closed or half filled is critical, a scratch database or a role a warning. Pure. */
final class LeftBehindJudge {
    static final String ID = "schema.restore";

    private static final String TARGET = "nothing left";

    private LeftBehindJudge() {}

    /** A finding for each database, one for all roles, or one that is good. */
    static List<Finding> judge(String here, List<LeftBehind> left) {
        Map<String, Optional<String>> databases = new LinkedHashMap<>();
        List<String> scratch = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        for (LeftBehind one : left) {
            switch (one.kind()) {
                case DATABASE -> databases.put(one.name(), one.owner());
                case TRIGGER -> databases.putIfAbsent(here, one.owner());
                case SCRATCH -> scratch.add(one.name());
                case ROLE -> roles.add(one.name());
            }
        }
        List<Finding> findings = new ArrayList<>();
        databases.forEach((name, owner) -> findings.add(database(name, owner)));
        scratch.forEach(name -> findings.add(scratch(name)));
        if (!roles.isEmpty()) {
            findings.add(roles(here, roles));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        ID, here, "nothing left", TARGET, "no killed restore or drill left anything on this server"))
                : findings;
    }

    private static Finding database(String name, Optional<String> owner) {
        String there = name.isEmpty() ? "whose name is no text in the encoding of this one" : name;
        return Finding.critical(
                        ID,
                        name.isEmpty() ? "a database" : name,
                        "a restore into the database " + there + " was killed: its rows were not compared, and it is"
                                + " closed to all but superusers or lacks what comes last")
                .measured("killed restore")
                .target(TARGET)
                .cure(Remedy.text("where nothing in it is wanted, from another database: DROP DATABASE "
                        + SqlIdentifier.of(name) + " WITH (FORCE); CREATE DATABASE " + SqlIdentifier.of(name)
                        + owner.map(role -> " OWNER " + SqlIdentifier.of(role)).orElse("")
                        + "; then pulse-db restore once more. One that was closed before anything was restored is"
                        + " opened by the next restore"));
    }

    /** Its name is of ASCII alone: by that it was found. */
    private static Finding scratch(String name) {
        return Finding.warning(
                        ID,
                        name,
                        "a drill was killed: the database that it made, with what it had restored, is still there; the next drill"
                                + " on this server drops it")
                .measured("killed drill")
                .target(TARGET)
                .cure(Remedy.sql("DROP DATABASE " + SqlIdentifier.of(name) + " WITH (FORCE);"));
    }

    private static Finding roles(String here, List<String> roles) {
        List<String> named = roles.stream().filter(name -> !name.isEmpty()).toList();
        return Finding.warning(
                        ID,
                        here,
                        Counted.of(roles.size(), "role") + " of killed restores may log in by a password that went with"
                                + " them, until it expires after 14 days; the next drill or restore here drops what owns nothing")
                .measured(Counted.of(roles.size(), "role"))
                .target(TARGET)
                .cure(
                        named.isEmpty()
                                ? Remedy.NONE
                                : Remedy.sql("DROP ROLE " + String.join(", ", named) + ";")
                                        .note("what they own in a database that stays: REASSIGN OWNED there first"));
    }
}
