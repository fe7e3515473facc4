package io.opsconductor.pulse.db.backup.archive;

import java.util.Set;

import io.opsconductor.pulse.db.backup.script.SqlWords;

/**
 * What an archive says of hypertables, by names as {@link SqlWords#table} writes them.
 *
 * @param blocked tables that have TimescaleDB's own trigger, which only a hypertable has
 * @param declared hypertables in TimescaleDB's catalogue; not the internal ones that hold compressed rows
 * @param chunks in TimescaleDB's catalogue, those of compressed rows included; not those that lie elsewhere (tiered)
 * @param tables all that are defined
 */
public record HypertableFacts(Set<String> blocked, Set<String> declared, Set<String> chunks, Set<String> tables) {}
