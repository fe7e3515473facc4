package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.PolicyValue.Kind;

/** What functions give in a policy's condition: PostgreSQL's own, which are written without a schema, and others. Pure. */
final class PolicyFunctions {
    private static final Set<String> WHO =
            Set.of("CURRENT_USER", "SESSION_USER", "CURRENT_ROLE", "USER", "SYSTEM_USER");

    private static final Set<String> SAME_FOR_ALL = Set.of(
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURRENT_CATALOG",
            "CURRENT_SCHEMA");

    /** Who the session is. */
    private static final Set<String> ROLES = Set.of("current_user", "session_user", "getpgusername");

    private static final Set<String> PLACES = Set.of("pg_backend_pid", "inet_client_addr", "inet_client_port");

    /** Of several rows of a query, they give what one of them has. */
    private static final Set<String> OF_ROWS = Set.of("array_agg", "min", "max", "any_value");

    /** What two tenants' texts stay apart through, but for their case and blanks. */
    private static final Set<String> FAITHFUL = Set.of("lower", "upper", "btrim", "ltrim", "rtrim", "text", "varchar");

    /** They give something for nothing. */
    private static final Set<String> FROM_NULL = Set.of(
            "concat",
            "concat_ws",
            "format",
            "num_nulls",
            "num_nonnulls",
            "quote_nullable",
            "json_build_object",
            "jsonb_build_object",
            "json_build_array",
            "jsonb_build_array",
            "array_append",
            "array_prepend",
            "array_cat",
            "array_position",
            "array_positions",
            "row");

    private PolicyFunctions() {}

    /** Null for a column. */
    static PolicyValue keyword(String word, PolicyScene scene) {
        return WHO.contains(word) ? scene.role() : SAME_FOR_ALL.contains(word) ? PolicyValue.ANYTHING : null;
    }

    /** Of another's function: what it makes of the row cannot be seen. */
    static PolicyValue another(List<PolicyValue> arguments, PolicyScene scene) {
        return arguments.stream().allMatch(PolicyFunctions::isOfSession) ? scene.called() : PolicyValue.OPAQUE;
    }

    private static boolean isOfSession(PolicyValue value) {
        return value.elements().isEmpty()
                ? !value.is(Kind.TENANT, Kind.ROW, Kind.OWN, Kind.OTHERS, Kind.OPAQUE)
                : value.elements().stream().allMatch(PolicyFunctions::isOfSession);
    }

    static PolicyValue call(String written, List<PolicyValue> arguments, PolicyScene scene) {
        String name = written.toLowerCase(Locale.ROOT);
        if (name.equals("current_setting")) {
            return setting(arguments, scene);
        }
        if (ROLES.contains(name)) {
            return scene.role();
        }
        if (PLACES.contains(name)) {
            return PolicyValue.PLACE;
        }
        if (name.equals("pg_has_role") && arguments.size() > 1) {
            return isMember(arguments.get(arguments.size() - 2), scene);
        }
        if (OF_ROWS.contains(name) && arguments.size() == 1 && arguments.get(0).is(Kind.OWN, Kind.OTHERS)) {
            return arguments.get(0);
        }
        if (SAME_FOR_ALL.contains(written)) {
            return PolicyValue.ANYTHING;
        }
        if (name.startsWith("has_") && name.endsWith("_privilege")) {
            return PolicyValue.OPAQUE;
        }
        switch (name) {
            case "coalesce":
                return first(arguments);
            case "nullif":
                return arguments.size() == 2 ? nullIf(arguments.get(0), arguments.get(1)) : PolicyValue.OPAQUE;
            case "greatest", "least":
                List<PolicyValue> known =
                        arguments.stream().filter(value -> !value.is(Kind.NULL)).toList();
                return known.size() == 1 ? known.get(0) : combined(known);
            default:
                break;
        }
        if (FROM_NULL.contains(name) && arguments.stream().anyMatch(value -> value.is(Kind.NULL))) {
            return PolicyValue.OPAQUE;
        }
        if (FAITHFUL.contains(name) && arguments.size() == 1) {
            PolicyValue value = arguments.get(0);
            return value.is(Kind.CONSTANT) ? PolicyValue.ANYTHING : value;
        }
        return combined(flat(arguments));
    }

    private static PolicyValue isMember(PolicyValue role, PolicyScene scene) {
        return role.is(Kind.ANYTHING, Kind.CALLED, Kind.SESSION)
                ? PolicyValue.OPAQUE
                : scene.role().equal(role);
    }

    private static List<PolicyValue> flat(List<PolicyValue> arguments) {
        List<PolicyValue> all = new ArrayList<>();
        arguments.forEach(value -> all.addAll(value.elements().isEmpty() ? List.of(value) : value.elements()));
        return all;
    }

    /** Names without a dot are the server's own; those of roles are of the session. */
    private static PolicyValue setting(List<PolicyValue> arguments, PolicyScene scene) {
        if (arguments.isEmpty() || !arguments.get(0).is(Kind.CONSTANT)) {
            return PolicyValue.OPAQUE;
        }
        String name = arguments.get(0).text().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "role", "session_authorization" -> scene.role();
            case "is_superuser" -> PolicyValue.constant("off");
            default -> name.contains(".") ? scene.setting(name) : PolicyValue.ANYTHING;
        };
    }

    private static PolicyValue first(List<PolicyValue> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            PolicyValue value = arguments.get(i);
            if (value.is(Kind.CALLED, Kind.OPAQUE, Kind.OWN, Kind.OTHERS) && i < arguments.size() - 1) {
                return PolicyValue.OPAQUE;
            }
            if (value.is(Kind.ROW, Kind.NEVER) && i < arguments.size() - 1) {
                return value.or(first(arguments.subList(i + 1, arguments.size())))
                        .maybe();
            }
            if (!value.is(Kind.NULL)) {
                return value;
            }
        }
        return PolicyValue.NULL;
    }

    private static PolicyValue nullIf(PolicyValue value, PolicyValue other) {
        boolean empty = value.is(Kind.EMPTY_SETTING)
                && other.is(Kind.CONSTANT)
                && other.text().isEmpty();
        return empty || value.equal(other).is(Kind.TRUE) ? PolicyValue.NULL : value;
    }

    /** Of conditions that may hold or not, each leads to its result; a result that is no truth value is told when it is one alone. */
    static PolicyValue choice(List<PolicyValue> conditions, List<PolicyValue> results, PolicyValue otherwise) {
        List<PolicyValue> possible = new ArrayList<>();
        PolicyValue truth = PolicyValue.FALSE;
        for (int i = 0; i < results.size(); i++) {
            PolicyValue condition = conditions.get(i).truth();
            if (condition.is(Kind.FALSE, Kind.NEVER, Kind.NULL)) {
                continue;
            }
            possible.add(results.get(i));
            truth = truth.or(condition.and(results.get(i)));
            if (condition.is(Kind.TRUE)) {
                return chosen(possible, truth);
            }
        }
        possible.add(otherwise);
        return chosen(possible, truth.or(otherwise));
    }

    private static PolicyValue chosen(List<PolicyValue> possible, PolicyValue truth) {
        if (possible.size() == 1) {
            return possible.get(0);
        }
        boolean same = possible.stream().distinct().count() == 1;
        return possible.stream().allMatch(value -> value.truth().equals(value))
                ? same ? truth : truth.maybe()
                : PolicyValue.OPAQUE;
    }

    /** What a function of PostgreSQL's own, or an operator that is no comparison, makes of them. */
    static PolicyValue combined(List<PolicyValue> values) {
        boolean called = values.stream().anyMatch(value -> value.is(Kind.CALLED));
        boolean row = values.stream().anyMatch(value -> value.is(Kind.ROW, Kind.TENANT));
        if (values.stream().anyMatch(value -> value.is(Kind.NULL))) {
            return PolicyValue.NULL;
        }
        boolean others = values.stream().anyMatch(value -> value.is(Kind.OTHERS));
        if ((called || others) && row
                || values.stream()
                        .anyMatch(value ->
                                value.is(Kind.TENANT, Kind.OPAQUE, Kind.OWN) || value.equals(PolicyValue.OF_ALL))) {
            return PolicyValue.OPAQUE;
        }
        if (others) {
            return PolicyValue.inner(false, false, false);
        }
        if (row) {
            return PolicyValue.ROW;
        }
        if (called) {
            return PolicyValue.CALLED;
        }
        return values.stream()
                .filter(value -> value.is(Kind.SESSION, Kind.EMPTY_SETTING))
                .reduce((one, other) -> other.is(Kind.SESSION) ? other : one)
                .map(value -> value.isRole()
                        ? PolicyValue.namedRole(Set.of())
                        : value.is(Kind.SESSION) ? value : PolicyValue.SESSION)
                .orElse(PolicyValue.ANYTHING);
    }
}
