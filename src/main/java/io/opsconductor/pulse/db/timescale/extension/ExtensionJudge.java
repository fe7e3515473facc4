package io.opsconductor.pulse.db.timescale.extension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;

/** Judges the extension: installed, as new as the library, old and new enough to be read, and of which edition. */
public final class ExtensionJudge {
    static final String ID = "timescale.extension";

    /** Older catalogues are not known to this program. */
    private static final String OLDEST_KNOWN = "2.11";

    private ExtensionJudge() {}

    static List<Finding> judge(Extension facts) {
        if (facts.installed().isEmpty()) {
            return List.of(missing(facts));
        }
        String version = facts.installed().get();
        String offered = facts.offered().orElse(version);
        List<Finding> findings = new ArrayList<>();
        if (older(version, OLDEST_KNOWN)) {
            findings.add(warning(
                    facts,
                    "TimescaleDB " + version + " is older than " + OLDEST_KNOWN
                            + ", the oldest whose catalogues are known here: other findings may be wrong",
                    OLDEST_KNOWN + " or newer",
                    Remedy.text("update TimescaleDB")));
        }
        if (older(version, offered)) {
            findings.add(warning(
                    facts,
                    "the extension is " + version + " in this database, while the server's library is " + offered,
                    offered,
                    Remedy.sql("ALTER EXTENSION timescaledb UPDATE;")
                            .note("as the first statement of a new session: psql -X")));
        }
        if (facts.edition() == Edition.APACHE) {
            findings.add(warning(
                    facts,
                    "TimescaleDB's Apache edition has neither compression nor policies: nothing is compressed, nothing is"
                            + " dropped by itself, and both are judged against the configuration alone",
                    "community edition",
                    Remedy.text("install TimescaleDB's community edition")
                            .or(Remedy.text("drop old chunks from outside with drop_chunks()"))));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(ID, facts.database(), version, offered, "TimescaleDB " + version + " is installed"));
        }
        return List.copyOf(findings);
    }

    private static Finding missing(Extension facts) {
        boolean offered = facts.offered().isPresent();
        return Finding.critical(
                        ID,
                        facts.database(),
                        "the extension timescaledb is not installed in this database"
                                + (offered
                                        ? ", though the server has "
                                                + facts.offered().get()
                                        : ", nor does the server offer it"))
                .measured("not installed")
                .target("installed")
                .cure(
                        offered
                                ? Remedy.sql("CREATE EXTENSION timescaledb;")
                                : Remedy.text("install TimescaleDB on the server, add it to shared_preload_libraries,"
                                        + " restart, then CREATE EXTENSION timescaledb;"));
    }

    private static Finding warning(Extension facts, String message, String target, Remedy remedy) {
        String measured =
                facts.installed().orElseThrow() + (facts.edition() == Edition.APACHE ? " (Apache edition)" : "");
        return Finding.warning(ID, facts.database(), message)
                .measured(measured)
                .target(target)
                .cure(remedy);
    }

    /** Compares the numbers; what follows them, as in {@code 2.23.0-dev}, does not count. */
    public static boolean older(String version, String other) {
        return Arrays.compare(numbers(version), numbers(other)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.replaceFirst("[^0-9.].*$", "").split("\\."))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
