package io.opsconductor.pulse.db.isolation.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyValue.Kind;

/** What a cast leaves of a value of a policy's condition. Pure. */
final class PolicyCast {
    /** Written in another way, two texts are two values. */
    private static final Set<String> TEXTS = Set.of("text", "character", "varchar", "name", "uuid");

    private static final Set<String> NUMBERS = Set.of("integer", "bigint", "smallint", "numeric", "real", "double");

    private PolicyCast() {}

    /** @param changes whether the type is another's, or has a length: then what was apart may be the same */
    static PolicyValue of(PolicyValue value, String type, boolean array, boolean changes) {
        if (!value.elements().isEmpty()) {
            return PolicyValue.array(value.elements().stream()
                    .map(element -> of(element, type, false, changes))
                    .toList());
        }
        boolean text = TEXTS.contains(type) && !type.equals("uuid");
        if (value.is(Kind.EMPTY_SETTING)) {
            return text ? value : PolicyValue.NULL;
        }
        if (value.is(Kind.TENANT)) {
            return !array && !changes && (TEXTS.contains(type) || NUMBERS.contains(type)) ? value : PolicyValue.OPAQUE;
        }
        if (value.is(Kind.OWN, Kind.OTHERS) && (array || changes)) {
            return PolicyFunctions.combined(List.of(value));
        }
        if (!value.is(Kind.CONSTANT)) {
            return value;
        }
        if (array) {
            return list(value.text());
        }
        if (type.equals("boolean")) {
            return value.truth();
        }
        return (text || NUMBERS.contains(type)) && !changes ? value : PolicyValue.ANYTHING;
    }

    private static PolicyValue list(String text) {
        if (!text.startsWith("{") || !text.endsWith("}") || text.contains("\"") || text.equals("{}")) {
            return PolicyValue.ANYTHING;
        }
        return PolicyValue.array(
                Arrays.stream(text.substring(1, text.length() - 1).split(","))
                        .map(PolicyValue::constant)
                        .toList());
    }
}
