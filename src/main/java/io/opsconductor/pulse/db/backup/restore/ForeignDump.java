package io.opsconductor.pulse.db.backup.restore;

import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.DumpKind;
import io.opsconductor.pulse.db.backup.external.ForeignFile;
import io.opsconductor.pulse.db.backup.external.ForeignScript;

/**
 * What a restore has to know of a dump that another tool made.
 *
 * @param kind decides what restores it: pg_restore an archive, we ourselves a script
 * @param file what was read: another file by that name is another dump
 * @param script empty for an archive
 * @param record where the result of its drill is written
 */
public record ForeignDump(DumpKind kind, ForeignFile file, Optional<ForeignScript> script, Path record) {}
