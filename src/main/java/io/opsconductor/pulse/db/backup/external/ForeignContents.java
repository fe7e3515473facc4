package io.opsconductor.pulse.db.backup.external;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import io.opsconductor.pulse.db.backup.archive.Contents;
import io.opsconductor.pulse.db.backup.archive.DumpKind;

/**
 * What a dump that another tool made holds, as found by reading it to its end.
 *
 * @param kind decides what restores it: pg_restore an archive, we ourselves a script
 * @param databases those that the dump names; empty for a script without {@code \connect}
 * @param timescaleVersion as its catalogue says; empty without TimescaleDB
 * @param rows by table, quoted as in SQL; tables whose rows are INSERTs are not counted
 * @param contents what else is in it
 * @param script empty for an archive
 */
public record ForeignContents(
        DumpKind kind,
        Set<String> databases,
        Optional<String> timescaleVersion,
        SortedMap<String, Long> rows,
        Contents contents,
        Optional<ForeignScript> script) {}
