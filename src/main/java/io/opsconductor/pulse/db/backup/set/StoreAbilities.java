package io.opsconductor.pulse.db.backup.set;

/**
 * What an object store has just shown that it can do; what copies cannot do without it can.
 *
 * @param checksums it keeps the SHA-256 it was told
 * @param locks objects cannot be removed before their time
 * @param removes this identity can remove objects; where it cannot, copies are rotated by another or by the store
 */
public record StoreAbilities(boolean checksums, boolean locks, boolean removes) {}
