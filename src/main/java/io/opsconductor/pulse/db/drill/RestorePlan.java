package io.opsconductor.pulse.db.drill;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.drill.load.Loader;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.SafeDump;

/**
 * What has to be done on a server before a backup can be restored there, decided before anything is changed.
 *
 * @param roles to be made, without a login
 * @param contained whether the rows are loaded by a role of our own, without a superuser's rights
 */
record RestorePlan(List<String> roles, boolean contained) {
    /** The first PostgreSQL with a role that may write into every table and nothing more. */
    private static final int CONTAINS = 14;

    private static final int SHOWN = 50;

    /** What initdb calls the first superuser where it is not told otherwise. */
    static final String INITIAL = "postgres";

    /** Of PostgreSQL's own roles the one that owns something everywhere, the schema public. */
    private static final String OWNER_OF_DATABASE = "pg_database_owner";

    /**
     * @param needed the roles that the archive names
     * @param createRoles whether missing roles may be made
     * @param trustOwners whether what they wrote may run with our role's rights
     * @throws PulseFailure (usage) when the backup cannot be restored on that server as it is
     */
    static RestorePlan of(
            Restorable backup, Set<String> needed, ServerFacts server, boolean createRoles, boolean trustOwners) {
        backup.timescaleVersion()
                .filter(version -> !server.timescaleVersions().contains(version))
                .ifPresent(version -> {
                    throw PulseFailure.usage(
                            "the backup needs TimescaleDB " + version + ", and the server offers "
                                    + (server.timescaleVersions().isEmpty()
                                            ? "none"
                                            : String.join(", ", server.timescaleVersions())),
                            "install that version there: a dump is restored by the version it was taken from");
                });
        if (server.reachesHost() && !server.superuser() && !trustOwners) {
            throw PulseFailure.usage(
                    "role " + server.role() + " may use the server's files or programs, and what the owners of tables"
                            + " wrote would run with its rights",
                    "restore with a role without pg_read_server_files, pg_write_server_files and"
                            + " pg_execute_server_program, or set PULSE_DRILL_TRUST_OWNERS=true");
        }
        if (backup.timescaleVersion().isPresent() && !server.superuser()) {
            throw PulseFailure.usage(
                    "TimescaleDB demands a superuser of a restore; role " + server.role() + " is not a superuser there",
                    "ALTER ROLE " + quoted(server.role()) + " SUPERUSER; there, if that server's contents can be lost");
        }
        List<String> missing = needed.stream()
                .filter(role -> !server.roles().contains(role))
                .sorted()
                .toList();
        if (!missing.isEmpty() && !createRoles) {
            throw PulseFailure.usage(
                    "the server lacks roles that the backup names: " + String.join(", ", missing),
                    remedy(missing) + " or, on a server for drills only, set PULSE_DRILL_CREATE_ROLES=true");
        }
        if (!missing.isEmpty() && !server.mayCreateRole()) {
            throw PulseFailure.usage(
                    "the role may not create the roles that the backup names: " + String.join(", ", missing),
                    remedy(missing) + " as a superuser, or grant CREATEROLE");
        }
        boolean contained = server.superuser() && !trustOwners;
        if (contained && ClientPrograms.major(server.version()) < CONTAINS) {
            throw PulseFailure.usage(
                    "a server of version " + server.version() + " has no role that may only write: what the owners of"
                            + " tables wrote would run with a superuser's rights",
                    "restore on a server of version " + CONTAINS + " or newer, or set PULSE_DRILL_TRUST_OWNERS=true");
        }
        if (contained) {
            requireKnown(backup, needed, server);
            backup.script()
                    .ifPresent(script ->
                            requireSafe(backup.backup().id(), script.writer().orElse("")));
        }
        return new RestorePlan(missing, contained);
    }

    /**
     * PostgreSQL runs what an owner wrote with the rights that a role of that name has here: so it must have had them where it
     * wrote that.
     *
     * @throws PulseFailure (usage) when it had not, or the backup does not tell
     */
    private static void requireKnown(Restorable backup, Set<String> needed, ServerFacts server) {
        needed.stream()
                .filter(role -> role.startsWith("pg_") && !role.equals(OWNER_OF_DATABASE))
                .sorted()
                .findFirst()
                .ifPresent(role -> {
                    throw PulseFailure.usage(
                            "role " + role + ", which owns something in the backup, is one of PostgreSQL's own: what it"
                                    + " wrote would run with the rights that PostgreSQL gives it",
                            "give what it owns to another role and take a new backup; or, if that may run on that server,"
                                    + " set PULSE_DRILL_TRUST_OWNERS=true");
                });
        Set<String> known = backup.powerful().orElse(Set.of(INITIAL));
        needed.stream()
                .filter(role -> server.powerful().contains(role) && !known.contains(role))
                .sorted()
                .findFirst()
                .ifPresent(role -> {
                    boolean told = backup.powerful().isPresent();
                    throw PulseFailure.usage(
                            "role " + role + ", which the backup names, has a superuser's rights on that server, and "
                                    + (told ? "had none" : "the backup does not tell whether it had them")
                                    + " where it was taken: what it wrote would run with these rights",
                            (told || backup.foreign().isPresent() ? "" : "take a new backup, which tells it; or ")
                                    + "restore on a server whose superusers have names of their own; or, if that role may"
                                    + " do there what a superuser may, set PULSE_DRILL_TRUST_OWNERS=true");
                });
    }

    /**
     * A line break in the name of an object ended the comment in which older versions wrote that name: what its owner wrote
     * behind it is a statement of the script. pg_restore does not read these comments.
     *
     * @throws PulseFailure (usage) when who owned something may have written statements into the script
     */
    private static void requireSafe(String id, String writer) {
        boolean told = !writer.isEmpty() && Character.isDigit(writer.charAt(0));
        Optional<String> safer = told ? SafeDump.safer(ClientPrograms.major(writer), writer) : Optional.of("17.6");
        safer.ifPresent(version -> {
            throw PulseFailure.usage(
                    "script " + id + " was written by "
                            + (told ? "pg_dump " + writer : "a pg_dump that it does not name")
                            + ", which puts names of objects into scripts in a way that a restore executes with a"
                            + " superuser's rights (CVE-2025-8715)",
                    "dump with version " + version
                            + " or newer, or in custom format; or, if all who own something in it"
                            + " may do on that server what its superuser may, set PULSE_DRILL_TRUST_OWNERS=true");
        });
    }

    /** The role that loads the rows; empty where ours does. */
    Optional<Loader> loader(Supplier<Loader> made) {
        return contained ? Optional.of(made.get()) : Optional.empty();
    }

    /**
     * @param licence of the TimescaleDB there; empty when it does not tell
     * @throws PulseFailure (usage) when what the backup holds cannot be read by that edition
     */
    static void requireEdition(Restorable backup, Optional<String> licence) {
        if (backup.edition().equals(Optional.of("timescale")) && licence.equals(Optional.of("apache"))) {
            throw PulseFailure.usage(
                    "the backup is of TimescaleDB's community edition, and the server runs the Apache edition, which"
                            + " reads no compressed chunk and knows no policy",
                    "restore it on a server with timescaledb.license = 'timescale'");
        }
    }

    /**
     * Never a part of {@code globals.sql} for psql: a line left out frees what the next one holds, for any role writes lines into
     * it, by its own settings.
     */
    private static String remedy(List<String> missing) {
        String statements = missing.stream()
                .limit(SHOWN)
                .map(role -> "CREATE ROLE " + quoted(role) + " NOLOGIN;")
                .collect(Collectors.joining(" "));
        return statements + (missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "");
    }

    static String quoted(String role) {
        return role.matches("[a-z_][a-z0-9_]*") ? role : SqlIdentifier.of(role);
    }
}
