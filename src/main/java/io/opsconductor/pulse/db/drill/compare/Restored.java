package io.opsconductor.pulse.db.drill.compare;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.opsconductor.pulse.db.backup.archive.Contents;

/**
 * What a restored database holds.
 *
 * @param rows by table, named as in the manifest; a table that is not there is absent
 * @param extensionTables of those in the manifest the ones that belong to an extension, which fills them itself too
 * @param otherTables that the manifest does not know
 * @param schemaVersions by each table that records migrations; other roles may have some, too
 * @param recomputed what was not copied but computed
 * @param bytes its size
 */
public record Restored(
        Map<String, Long> rows,
        Set<String> extensionTables,
        List<String> otherTables,
        Contents contents,
        List<String> schemaVersions,
        Recomputed recomputed,
        long bytes) {}
