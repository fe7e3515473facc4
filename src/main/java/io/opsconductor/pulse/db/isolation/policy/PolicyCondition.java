package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import io.opsconductor.pulse.db.isolation.policy.PolicyScene.Settings;
import io.opsconductor.pulse.db.isolation.policy.PolicyScene.Who;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/**
 * What the condition of a policy asks, read from the expression as the server writes it for a session that looks in pg_catalog
 * alone. It is worked out for a row of a tenant that nothing in the session or the condition names, once for each of what a
 * session may have made of its settings; then for what the condition names: its roles, its settings' values, its tenants. Pure.
 */
public final class PolicyCondition {
    /** Words of a condition, each time it is worked out: far more than people write, and done in less than a second. */
    private static final int WORDS = 2_000_000;

    /** Constants of one condition that are tried as the row's tenant. */
    private static final int NAMED = 50;

    /** As many settings are told apart: each makes the work three times as long. */
    private static final int APART = 3;

    private PolicyCondition() {}

    /** In rising order of how much is let through. */
    public enum Asks {
        /** Whose the row is, or it lets none but service roles through. */
        OF_TENANT,
        /** A setting that is compared with a constant, but not whose the row is. */
        OF_SETTING,
        /** Whether the row is that of one tenant, which the condition names. */
        OF_ONE_TENANT,
        OF_FEW_TENANTS,
        /** Something about the row, but not whose it is. */
        OF_ROW,
        /** It calls functions of others, joins what is not known to be guarded, or is written in a way that is not understood here. */
        CANNOT_TELL,
        /** Whether the session is of a role that is no service role. */
        OF_ROLE,
        NOTHING;

        Asks or(Asks other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** @param expression null for none at all */
    public static Asks of(String expression, PolicyContext context) {
        if (expression == null) {
            return Asks.NOTHING;
        }
        List<Token> tokens = PolicyTokens.of(expression);
        PolicyScene first = new PolicyScene(Map.of(), Who.STRANGER, "", context, new AtomicInteger(WORDS));
        Asks strangers = ofAll(tokens, Who.STRANGER, "", first);
        if (strangers != Asks.OF_TENANT) {
            return strangers;
        }
        Asks roles = ofAll(tokens, Who.NAMED_ROLE, "", first);
        return (roles == Asks.NOTHING ? Asks.OF_ROLE : roles)
                .or(tenants(tokens, first))
                .or(isSwitch(tokens, first) ? Asks.OF_SETTING : Asks.OF_TENANT);
    }

    private static Asks ofAll(List<Token> tokens, Who who, String tenant, PolicyScene first) {
        return settings(tokens).stream()
                .map(settings -> asks(tokens, new PolicyScene(settings, who, tenant, first)))
                .reduce(Asks::or)
                .orElseThrow();
    }

    /** Of a few settings each may be there without the others; of many, all or none. */
    private static List<Map<String, Settings>> settings(List<Token> tokens) {
        Set<String> names = new TreeSet<>();
        for (int i = 2; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.TEXT && tokens.get(i - 2).isWord("current_setting")) {
                names.add(tokens.get(i).text().toLowerCase(Locale.ROOT));
            }
        }
        List<Map<String, Settings>> all = List.of(Map.of());
        for (String name : names) {
            List<Map<String, Settings>> more = new ArrayList<>();
            for (Map<String, Settings> some : all) {
                for (Settings one : Settings.values()) {
                    Map<String, Settings> with = new HashMap<>(some);
                    if (names.size() > APART) {
                        names.forEach(each -> with.put(each, one));
                    } else {
                        with.put(name, one);
                    }
                    more.add(with);
                }
            }
            all = names.size() > APART ? more.subList(0, Settings.values().length) : more;
        }
        return all;
    }

    private static Asks asks(List<Token> tokens, PolicyScene scene) {
        return switch (PolicyReader.read(tokens, scene).truth().kind()) {
            case TRUE, ANYTHING -> Asks.NOTHING;
            case ROW -> Asks.OF_ROW;
            case FALSE, NEVER, NULL -> Asks.OF_TENANT;
            default -> Asks.CANNOT_TELL;
        };
    }

    private static Asks tenants(List<Token> tokens, PolicyScene first) {
        List<String> named = tokens.stream()
                .filter(token -> token.kind() == Kind.TEXT || token.kind() == Kind.NUMBER)
                .flatMap(token -> token.text().startsWith("{")
                        ? Arrays.stream(token.text().replaceAll("[{}]", "").split(","))
                        : Arrays.stream(new String[] {token.text()}))
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(NAMED + 1L)
                .toList();
        long open = named.stream()
                .limit(NAMED)
                .filter(tenant -> ofAll(tokens, Who.STRANGER, tenant, first) != Asks.OF_TENANT)
                .count();
        if (open == 0) {
            return named.size() > NAMED ? Asks.CANNOT_TELL : Asks.OF_TENANT;
        }
        return open == 1 ? Asks.OF_ONE_TENANT : Asks.OF_FEW_TENANTS;
    }

    /** It holds once a setting is as the condition wants it, and for the row's own session no sooner. */
    private static boolean isSwitch(List<Token> tokens, PolicyScene first) {
        return asks(tokens, new PolicyScene(Map.of(), Who.SWITCHED, "", first)) != Asks.OF_TENANT
                && asks(tokens, new PolicyScene(Map.of(), Who.OWNER, "", first)) == Asks.OF_TENANT;
    }
}
