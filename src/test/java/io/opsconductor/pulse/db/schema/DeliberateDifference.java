package io.opsconductor.pulse.db.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Where ours is deliberately not what the contract says; all of them are in
 * src/test/resources/schema/deliberate-differences.json.
 *
 * @param reason as the file that makes the difference explains it
 * @param from the first file after which it is found
 * @param until the file that ends it; null for one that stays
 * @param edition null for both
 * @param ours key to our value; null for a key that we do not have
 */
record DeliberateDifference(String reason, String from, String until, Edition edition, Map<String, String> ours) {

    static List<DeliberateDifference> read() {
        return List.of(SchemaResource.json("deliberate-differences.json", DeliberateDifference[].class));
    }

    boolean appliesTo(Edition found, String file, List<String> files) {
        int position = files.indexOf(file);
        return (edition == null || edition == found)
                && position >= known(from, files)
                && (until == null || position < known(until, files));
    }

    private int known(String file, List<String> files) {
        if (!files.contains(file)) {
            throw new IllegalArgumentException("there is no " + file + " to differ: " + reason);
        }
        return files.indexOf(file);
    }

    /** Turns the contract into what is expected of ours. */
    void applyTo(SortedMap<String, String> contract, String file) {
        ours.forEach((key, value) -> {
            if (Objects.equals(contract.get(key), value)) {
                throw new AssertionError("listed as a difference after %s, but the contract says the same: %s = %s"
                        .formatted(file, key, value));
            }
            if (value == null) {
                contract.remove(key);
            } else {
                contract.put(key, value);
            }
        });
    }
}
