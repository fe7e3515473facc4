package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.StoreAbilities;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Tries with a small object what copies will need: a store that lets one log in may still refuse each backup. */
public final class StoreProbe {
    /** No id of a backup: what stays of it is passed over. */
    private static final String FOLDER = ".probe/";

    private StoreProbe() {}

    /**
     * Writes, lists, reads and removes an object, with all that the copy's settings ask for.
     *
     * @throws PulseFailure (failed) when the store refuses what copies cannot do without
     */
    public static StoreAbilities of(CopyTarget place) {
        if (place.writing().configured().isPresent()) {
            return of(place, place.writing().checksum());
        }
        try {
            return of(place, CopyTarget.Checksum.SHA256);
        } catch (PulseFailure refused) {
            if (!StoreFailure.isLack(refused)) {
                throw refused;
            }
            try {
                return of(place, CopyTarget.Checksum.MD5);
            } catch (PulseFailure other) {
                // What is refused with both is no question of checksums.
                throw refused;
            }
        }
    }

    private static StoreAbilities of(CopyTarget place, CopyTarget.Checksum checksum) {
        try (ObjectStore store = ObjectStore.of(place.with(checksum))) {
            return of(place, store);
        }
    }

    private static StoreAbilities of(CopyTarget place, ObjectStore store) {
        String key = FOLDER + UUID.randomUUID();
        byte[] content =
                ("pulse-db tries whether copies of backups can be put here " + key).getBytes(StandardCharsets.UTF_8);
        StoredObject put = store.put(key, content);
        List<String> listed = new ArrayList<>();
        store.list(key, object -> listed.add(object.key()));
        require(store, listed.equals(List.of(key)), "does not list what it has just taken");
        require(store, Arrays.equals(tail(store, key, content.length), half(content)), "reads back something else");
        boolean locks = put.lockedUntil().isPresent();
        require(
                store,
                locks || store.target().writing().lock() == CopyTarget.Lock.NONE,
                "takes objects with a lock and locks nothing");
        return new StoreAbilities(
                place.demands(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                store.target().writing().checksum(),
                put.sha256().isPresent(),
                locks,
                removes(store, key),
                sweeps(store));
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOfRange(content, content.length / 2, content.length);
    }

    private static byte[] tail(ObjectStore store, String key, int length) {
        try (InputStream in = store.open(key, length / 2)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw PulseFailure.failed(
                    store.target().url() + key + " cannot be read: " + e.getMessage(), "try again", e);
        }
    }

    /** A role that only writes is enough. */
    private static boolean removes(ObjectStore store, String key) {
        try {
            store.delete(key);
            return true;
        } catch (PulseFailure refused) {
            return false;
        }
    }

    private static boolean sweeps(ObjectStore store) {
        try {
            store.sweep(FOLDER, Instant.now());
            return true;
        } catch (PulseFailure refused) {
            return false;
        }
    }

    private static void require(ObjectStore store, boolean sound, String otherwise) {
        if (!sound) {
            throw PulseFailure.failed(
                    "the store of " + store.target().url() + " " + otherwise,
                    "choose another store or other settings",
                    null);
        }
    }
}
