package io.opsconductor.pulse.db.timescale.judge;

import java.util.Optional;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.chunk.LooseTables;
import io.opsconductor.pulse.db.timescale.chunk.RootTable;

/**
 * Tells of rows that a session without TimescaleDB wrote (timescaledb.disable_load, which every role may set), or for which one made
 * room, and what to do about them: whose rows they are, and whether they are wanted, is for people to say.
 */
public final class StrayRows {
    /** Decompressing a chunk brings its rows and the stray ones together; tried on TimescaleDB 2.17 to 2.29. */
    public static final Remedy REMEDY = Remedy.text(
            "as the owner of the hypertable, for each chunk: SELECT decompress_chunk(…), look at the rows, then SELECT compress_chunk(…)");

    /** Before 2.29 such a chunk is in the way of every query, and its range is gone from the catalogue. */
    private static final Remedy UNGUARDED = Remedy.text(
            "as the owner of the hypertable, for each chunk: CREATE TABLE stray AS SELECT * FROM the chunk, compare its rows with"
                    + " the chunk's range, DROP TABLE the chunk, and insert what is wanted from stray into the hypertable");

    private static final Remedy HEIRS = Remedy.text(
            "as the owner of each such table: look at its rows, ALTER TABLE the table NO INHERIT what it inherits from, and insert what"
                    + " is wanted into the hypertable");

    private StrayRows() {}

    /** The first of what makes chunks' ranges say nothing about rows; empty as long as they do. */
    static Optional<Finding> finding(BacklogFinding words, RootTable root) {
        if (root.bytes() > 0) {
            return Optional.of(above(words, root));
        }
        if (root.heirs().number() > 0) {
            return Optional.of(loose(
                    words,
                    Counted.of(root.heirs().number(), "table") + " beside the chunks",
                    Counted.of(root.heirs().number(), "table") + " without a chunk's place in TimescaleDB's catalogue"
                            + " inheriting from the hypertable or its chunks" + sample(root.heirs())
                            + ": no SELECT shows their rows, and nothing in there is ",
                    HEIRS));
        }
        if (root.unguarded().number() > 0) {
            String chunks = Counted.of(root.unguarded().number(), "chunk");
            return Optional.of(loose(
                    words,
                    chunks + " unguarded",
                    chunks + " without the CHECK constraint of their range" + sample(root.unguarded())
                            + ": rows of any age may be in there, and are not ",
                    UNGUARDED));
        }
        if (root.exchanged().number() > 0) {
            String chunks = Counted.of(root.exchanged().number(), "chunk");
            return Optional.of(loose(
                    words,
                    chunks + " with another constraint",
                    chunks + " whose CHECK constraint is not that of their range in TimescaleDB's catalogue"
                            + sample(root.exchanged()) + ": rows of other ages may be in there, and are not ",
                    UNGUARDED));
        }
        return Optional.empty();
    }

    /** Rows, or what deleted ones left, where no job looks for them. */
    private static Finding above(BacklogFinding words, RootTable root) {
        return loose(
                words,
                Bytes.text(root.bytes()) + " outside the chunks",
                Bytes.text(root.bytes())
                        + " in the hypertable's own table, outside its chunks: rows there came through a"
                        + " session without TimescaleDB, no SELECT shows them, and nothing in it is ",
                remedy(root));
    }

    private static Finding loose(BacklogFinding words, String measured, String message, Remedy remedy) {
        boolean late = !words.backlog().overdue().isEmpty();
        return words.of(
                Severity.CRITICAL,
                measured + (late ? ", " + words.measured() : ""),
                message
                        + words.backlog().obligation().kind().done()
                        + (late ? "; " + words.share() + " overdue as well" : ""),
                remedy);
    }

    private static String sample(LooseTables tables) {
        return tables.sample().map(name -> ", such as " + name).orElse("");
    }

    /** TimescaleDB itself neither shows nor deletes them, so the session that does has to be without it, too. */
    static Remedy remedy(RootTable root) {
        String only = "ONLY " + root.name().identifier();
        return Remedy.text(
                "as the owner, in a session opened with PGOPTIONS='-c timescaledb.disable_load=on': CREATE TABLE stray AS"
                        + " SELECT * FROM " + only + "; DELETE FROM " + only + "; then VACUUM "
                        + root.name().identifier()
                        + "; and in a usual session insert from stray what is wanted");
    }
}
