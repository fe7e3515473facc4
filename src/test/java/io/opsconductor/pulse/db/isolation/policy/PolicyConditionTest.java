package io.opsconductor.pulse.db.isolation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.isolation.policy.JoinedTable.Guard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as PostgreSQL 17 writes them; those that ask are Pulse's own. */
class PolicyConditionTest {
    private static final PolicyContext CONTEXT = new PolicyContext(
            "tenant_id",
            Set.of("operators"),
            List.of(
                    new JoinedTable("public", "tenants", Guard.OPEN, Set.of("id")),
                    new JoinedTable("public", "kept", Guard.GUARDED, Set.of("id")),
                    new JoinedTable("public", "members", Guard.OPEN, Set.of()),
                    new JoinedTable("public", "teams", Guard.OPEN, Set.of("id")),
                    new JoinedTable("public", "shown", Guard.UNCLEAR, Set.of("id"))));

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "true ¦ NOTHING",
                "(1 = 1) ¦ NOTHING",
                "('a'::text = 'a'::text) ¦ NOTHING",
                "(tenant_id IS NOT NULL) ¦ NOTHING",
                "(tenant_id = tenant_id) ¦ NOTHING",
                "(tenant_id <> ''::text) ¦ NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR true) ¦ NOTHING",
                "((tenant_id IS NOT NULL) OR (current_setting('app.role'::text, true) = 'operator'::text)) ¦ NOTHING",
                "(n > 0) ¦ OF_ROW",
                "(is_system = true) ¦ OF_ROW",
                "(deleted = false) ¦ OF_ROW",
                "false ¦ OF_TENANT",
                "(tenant_id = 'a'::text) ¦ OF_ONE_TENANT",
                "(tenant_id = ANY (ARRAY['a'::text, 'b'::text])) ¦ OF_FEW_TENANTS",
                "(tenant_id = current_setting('app.tenant_id'::text, true)) ¦ OF_TENANT",
                "((tenant_id)::text = current_setting('app.tenant_id'::text, true)) ¦ OF_TENANT",
                "((tenant_id IS NULL) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ OF_TENANT",
                "(current_setting('app.role'::text, true) = 'iot_service'::text) ¦ OF_SETTING",
                "((tenant_id IS NOT NULL) AND (tenant_id = CURRENT_USER)) ¦ OF_TENANT",
                "(tenant_id = app.current_tenant()) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM dashboards d WHERE (d.id = w.dashboard_id))) ¦ CANNOT_TELL",
                "(tenant_id = 'it'' OR true'::text) ¦ OF_ONE_TENANT",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR (now() > '2020-01-01 00:00:00+00'::timestamp with time zone)) ¦ NOTHING",
                "(COALESCE(current_setting('app.tenant_id'::text, true), tenant_id) = tenant_id) ¦ NOTHING",
                "(COALESCE((tenant_id = current_setting('app.tenant_id'::text, true)), true) ) ¦ NOTHING",
                "(NOT (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ NOTHING",
                "(tenant_id <> current_setting('app.tenant_id'::text, true)) ¦ NOTHING",
                "(tenant_id >= current_setting('app.tenant_id'::text, true)) ¦ NOTHING",
                "(tenant_id IS DISTINCT FROM current_setting('app.tenant_id'::text, true)) ¦ NOTHING",
                "(NOT (tenant_id IS DISTINCT FROM current_setting('app.tenant_id'::text, true))) ¦ OF_TENANT",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) IS NOT FALSE) ¦ NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) IS TRUE) ¦ OF_TENANT",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) = false) ¦ NOTHING",
                "CASE WHEN (current_setting('app.tenant_id'::text, true) IS NULL) THEN true ELSE (tenant_id = current_setting('app.tenant_id'::text, true)) END ¦ NOTHING",
                "CASE WHEN (current_setting('app.role'::text, true) = 'operator'::text) THEN true ELSE (tenant_id = current_setting('app.tenant_id'::text, true)) END ¦ OF_TENANT",
                "CASE current_setting('app.role'::text, true) WHEN 'operator'::text THEN true ELSE (tenant_id = current_setting('app.tenant_id'::text, true)) END ¦ OF_TENANT",
                "CASE WHEN (now() < '2020-01-01 00:00:00+00'::timestamp with time zone) THEN false ELSE true END ¦ NOTHING",
                "((current_setting('app.tenant_id'::text, true) IS NULL) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ NOTHING",
                "((current_setting('app.tenant_id'::text, true) = ''::text) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ NOTHING",
                "((current_setting('app.tenant_id'::text, true) <> ''::text) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ NOTHING",
                "((NULLIF(current_setting('app.tenant_id'::text, true), ''::text) IS NULL) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ NOTHING",
                "(tenant_id = NULLIF(current_setting('app.tenant_id'::text, true), ''::text)) ¦ OF_TENANT",
                "((tenant_id)::uuid = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid) ¦ OF_TENANT",
                "(tenant_id = (current_setting('app.tenant_id'::text))::uuid) ¦ OF_TENANT",
                "(tenant_id = COALESCE(NULLIF(current_setting('app.tenant_id'::text, true), ''::text), (tenant_id)::text)) ¦ NOTHING",
                "(NULLIF((tenant_id = current_setting('app.tenant_id'::text, true)), false) IS NULL) ¦ NOTHING",
                "(current_setting('app.role'::text, true) = ANY (ARRAY['operator'::text, 'iot_service'::text])) ¦ OF_SETTING",
                "(current_setting('app.role'::text, true) = ANY ('{operator,admin}'::text[])) ¦ OF_SETTING",
                "(current_setting('app.role'::text, true) <> ALL (ARRAY['operator'::text, 'iot_service'::text])) ¦ NOTHING",
                "(lower(current_setting('app.role'::text, true)) = 'operator'::text) ¦ OF_SETTING",
                "(COALESCE(current_setting('app.bypass'::text, true), 'on'::text) = 'on'::text) ¦ NOTHING",
                "((current_setting('app.bypass'::text, true))::boolean OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ OF_TENANT",
                "((NOT (current_setting('app.bypass'::text, true))::boolean) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ NOTHING",
                "(CURRENT_USER <> 'x'::name) ¦ NOTHING",
                "(CURRENT_USER IS NOT NULL) ¦ NOTHING",
                "pg_has_role('operators'::name, 'member'::text) ¦ OF_TENANT",
                "(NOT pg_has_role('operators'::name, 'member'::text)) ¦ NOTHING",
                "(tenant_id = ANY (string_to_array(current_setting('app.tenants'::text, true), ','::text))) ¦ OF_TENANT",
                "(tenant_id = ( SELECT current_setting('app.tenant_id'::text, true) AS current_setting)) ¦ OF_TENANT",
                "(tenant_id IN ( SELECT m.tenant_id FROM members m WHERE (m.member = CURRENT_USER))) ¦ OF_TENANT",
                "(tenant_id IN ( SELECT m.tenant_id FROM members m)) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1)) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT count(*) FROM members m WHERE (m.tenant_id = events.tenant_id))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM tenants t WHERE (t.tenant_id = current_setting('app.tenant_id'::text, true)))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.teams d WHERE ((d.id = dashboard_widgets.dashboard_id) AND (d.tenant_id = current_setting('app.tenant_id'::text, true))))) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM members m WHERE ((m.tenant_id = events.tenant_id) AND (m.who = CURRENT_USER)))) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM members m WHERE ((m.tenant_id = events.tenant_id) OR true))) ¦ CANNOT_TELL",
                "evil.b() ¦ CANNOT_TELL",
                "(tenant_id OPERATOR(public.=) current_setting('app.tenant_id'::text, true)) ¦ CANNOT_TELL",
                "(\"left\"(tenant_id, 0) = ''::text) ¦ CANNOT_TELL",
                "(length(tenant_id) > 0) ¦ CANNOT_TELL",
                "(tenant_id ~~ '%'::text) ¦ NOTHING",
                "((pg_backend_pid() > 0) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ CANNOT_TELL",
                "((random() >= (0)::double precision) OR (tenant_id = 'a'::text)) ¦ NOTHING",
                "((current_setting('server_version'::text) = '17'::text) OR (tenant_id = 'a'::text)) ¦ NOTHING",
                "(EXTRACT(epoch FROM now()) > (0)::numeric) ¦ CANNOT_TELL",
                "(GREATEST(current_setting('app.tenant_id'::text, true), tenant_id) = tenant_id) ¦ NOTHING",
                "((tenant_id COLLATE \"C\") = current_setting('app.tenant_id'::text, true)) ¦ OF_TENANT",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR (1 = (1)::bigint)) ¦ NOTHING",
                "(tenant_id = ANY (ARRAY[current_setting('app.tenant_id'::text, true), tenant_id])) ¦ NOTHING",
                "((is_system = true) AND (tenant_id IS NOT NULL)) ¦ OF_ROW",
                "((tenant_id)::character varying(0) = ''::text) ¦ CANNOT_TELL",
                "((tenant_id || 'x'::text) = (current_setting('app.tenant_id'::text, true) || 'x'::text)) ¦ CANNOT_TELL",
                "((tenant_id)::text = ('t'::text || current_setting('app.tenant_id'::text, true))) ¦ OF_TENANT",
                "((CURRENT_TIMESTAMP > '2020-01-01 00:00:00+00'::timestamp with time zone) OR (tenant_id = 'a'::text)) ¦ NOTHING",
                "(\"time\" > now()) ¦ OF_ROW",
                "(NOT (n > 0)) ¦ OF_ROW",
                "(owner_name = CURRENT_USER) ¦ OF_TENANT",
                "(owner_name <> (CURRENT_USER)::text) ¦ NOTHING",
                "(tenant_id = 5) ¦ OF_ONE_TENANT",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR ('1 day'::interval = '24:00:00'::interval)) ¦ NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) IS UNKNOWN) ¦ NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) IS NOT TRUE) ¦ NOTHING",
                "(((current_setting('app.tenants'::text, true))::jsonb ? tenant_id)) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.tenants t WHERE (t.id = g.tenant_id))) ¦ NOTHING",
                "(EXISTS ( SELECT 1 FROM public.kept t WHERE (t.id = g.tenant_id))) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM public.shown t WHERE (t.id = g.tenant_id))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM other.tenants t WHERE (t.id = g.tenant_id))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.kept t WHERE (t.id = g.kept_id))) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM public.kept t WHERE (t.kind = g.kind))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.kept t)) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.kept t WHERE ((t.id = g.kept_id) OR (t.kind = g.kind)))) ¦ CANNOT_TELL",
                "(NOT (EXISTS ( SELECT 1 FROM public.kept t WHERE (t.id = g.tenant_id)))) ¦ NOTHING",
                "(EXISTS ( SELECT 1 FROM public.tenants t WHERE ((t.id = g.tenant_id) AND (t.plan = 'pro'::text)))) ¦ NOTHING",
                "(EXISTS ( SELECT 1 FROM public.tenants t WHERE ((t.id = g.tenant_id) AND (t.id = current_setting('app.tenant_id'::text, true))))) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM public.tenants t WHERE ((t.id = g.tenant_id) AND (t.id <> current_setting('app.tenant_id'::text, true))))) ¦ NOTHING",
                "(EXISTS ( SELECT 1 FROM public.tenants t WHERE ((t.kind = g.kind) AND (t.id = current_setting('app.tenant_id'::text, true))))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.members m WHERE ((m.who = CURRENT_USER) AND (g.n = g.n)))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT 1 FROM public.members m WHERE ((m.tenant_id = g.tenant_id) AND (m.who = CURRENT_USER)))) ¦ OF_TENANT",
                "(EXISTS ( SELECT 1 FROM public.members m WHERE ((m.tenant_id = g.tenant_id) AND (m.who IS NOT NULL)))) ¦ NOTHING",
                "(tenant_id IN ( SELECT members.tenant_id FROM public.members WHERE (members.who = CURRENT_USER))) ¦ OF_TENANT",
                "(tenant_id IN ( SELECT members.tenant_id FROM public.members)) ¦ NOTHING",
                "(tenant_id IN ( SELECT kept.tenant_id FROM public.kept)) ¦ OF_TENANT",
                "(NOT (tenant_id IN ( SELECT members.tenant_id FROM public.members))) ¦ NOTHING",
                "(tenant_id = ANY (ARRAY( SELECT DISTINCT m.tenant_id FROM public.members m WHERE (m.who = CURRENT_USER)))) ¦ OF_TENANT",
                "(tenant_id = ( SELECT max(m.tenant_id) AS max FROM public.members m WHERE (m.who = CURRENT_USER))) ¦ OF_TENANT",
                "(team_id IN ( SELECT t.id FROM public.teams t WHERE (t.tenant_id = current_setting('app.tenant_id'::text, true)))) ¦ OF_TENANT",
                "(kind IN ( SELECT t.kind FROM public.teams t WHERE (t.tenant_id = current_setting('app.tenant_id'::text, true)))) ¦ CANNOT_TELL",
                "(CURRENT_USER IN ( SELECT m.who FROM public.members m)) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT FROM (public.members m JOIN public.teams t ON ((t.id = m.team_id))) WHERE ((m.who = CURRENT_USER) AND (t.tenant_id = g.tenant_id)))) ¦ OF_TENANT",
                "(EXISTS ( SELECT FROM public.members m, public.teams t WHERE ((m.who = CURRENT_USER) AND (t.tenant_id = g.tenant_id)))) ¦ CANNOT_TELL",
                "(EXISTS ( SELECT FROM public.teams t WHERE ((t.id = g.team_id) AND (EXISTS ( SELECT FROM public.members m WHERE ((m.team_id = t.id) AND (m.who = CURRENT_USER))))))) ¦ OF_TENANT",
                "(EXISTS ( SELECT FROM public.f(1) f(x) WHERE (f.x = g.tenant_id))) ¦ CANNOT_TELL",
                "(CURRENT_USER = 'app'::name) ¦ OF_ROLE",
                "(CURRENT_USER = 'operators'::name) ¦ OF_TENANT",
                "(CURRENT_USER = ANY (ARRAY['operators'::name, 'app'::name])) ¦ OF_ROLE",
                "((CURRENT_USER || ''::text) = 'app'::text) ¦ OF_ROLE",
                "((CURRENT_USER)::text ~~ 'app%'::text) ¦ CANNOT_TELL",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR (SESSION_USER = 'app'::name)) ¦ OF_ROLE",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) AND (SESSION_USER = 'app'::name)) ¦ OF_TENANT",
                "pg_has_role('app'::name, 'member'::text) ¦ OF_ROLE",
                "pg_has_role(CURRENT_USER, 'app'::name, 'usage'::text) ¦ OF_ROLE",
                "pg_has_role(CURRENT_USER, 'operators'::name, 'usage'::text) ¦ OF_TENANT",
                "pg_has_role((tenant_id)::name, 'member'::text) ¦ OF_TENANT",
                "((tenant_id = 'a'::text) AND (CURRENT_USER = 'a_role'::name)) ¦ OF_TENANT",
                "((tenant_id = 'shared'::text) OR (tenant_id = current_setting('app.tenant_id'::text, true))) ¦ OF_ONE_TENANT",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR (current_setting('app.role'::text, true) = 'web'::text)) ¦ OF_TENANT",
                "((n > 0) AND (current_setting('app.role'::text, true) = 'web'::text)) ¦ OF_SETTING",
                "((current_setting('app.role'::text, true) = 'web'::text) AND (current_setting('app.mode'::text, true) <> 'x'::text)) ¦ OF_SETTING",
                "(inet_client_addr() = '10.0.0.1'::inet) ¦ CANNOT_TELL",
                "(NOT (CURRENT_USER = SESSION_USER)) ¦ NOTHING",
                "(NOT ((current_setting('app.bypass'::text, true))::boolean = false)) ¦ OF_SETTING",
                "(NOT ((kind IS NULL) AND (tenant_id = NULL::text))) ¦ NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) AND (kind = 'x'::text)) ¦ OF_TENANT",
                "COALESCE(((tenant_id = current_setting('app.tenant_id'::text, true)) AND (kind = 'x'::text)), true) ¦ NOTHING",
                "(NOT (NULL::text IN ( SELECT m.team FROM public.members m WHERE (m.who = CURRENT_USER)))) ¦ NOTHING",
                "(tenant_id = ALL (ARRAY( SELECT m.tenant_id FROM public.members m WHERE (m.who = CURRENT_USER)))) ¦ CANNOT_TELL",
                "(tenant_id = ALL (string_to_array(current_setting('app.tenants'::text, true), ','::text))) ¦ CANNOT_TELL",
                "(NOT (lower(tenant_id) < tenant_id)) ¦ NOTHING",
                "(NOT COALESCE((kind = 'x'::text), true)) ¦ NOTHING",
                "((tenant_id = current_setting('app.tenant_id'::text, true)) OR ((current_setting('app.tenant_id'::text, true) IS NOT NULL) AND (current_setting('app.strict'::text, true) IS NULL))) ¦ NOTHING",
                "(current_setting('is_superuser'::text) = 'on'::text) ¦ OF_TENANT",
            })
    void a_condition_asks(String expression, PolicyCondition.Asks asks) {
        assertThat(PolicyCondition.of(expression, CONTEXT)).isEqualTo(asks);
    }

    @Test
    void no_condition_asks_nothing() {
        assertThat(PolicyCondition.of(null, CONTEXT)).isEqualTo(PolicyCondition.Asks.NOTHING);
    }

    /** They took a stack as deep as the text is long, and hid what is said of every other table. */
    @Test
    void neither_a_long_text_nor_deep_parentheses_keep_others_from_being_judged() {
        String text = "'" + "it''s ".repeat(50_000) + "'::text";
        String name = "\"" + "a".repeat(63) + "\"";
        assertThat(PolicyCondition.of("(tenant_id = " + text + ")", CONTEXT))
                .isEqualTo(PolicyCondition.Asks.OF_ONE_TENANT);
        assertThat(PolicyCondition.of("(" + name + " = " + text + ")", CONTEXT)).isEqualTo(PolicyCondition.Asks.OF_ROW);
        String deep = "(".repeat(5000) + "a = 1" + " OR (b = 2 AND true))".repeat(5000);
        assertThat(PolicyCondition.of(deep, CONTEXT)).isNotNull();
    }

    /** A policy's text is its owner's choice. */
    @Test
    void texts_of_any_length_are_read() {
        String quotes = "''".repeat(100_000);
        assertThat(PolicyCondition.of("(tenant_id = 'a" + quotes + "'::text)", CONTEXT))
                .isEqualTo(PolicyCondition.Asks.OF_ONE_TENANT);
        assertThat(PolicyCondition.of("((n > 0) OR ('x" + quotes + "'::text = 'x'::text))", CONTEXT))
                .isEqualTo(PolicyCondition.Asks.OF_ROW);
        assertThat(PolicyCondition.of("(n = " + "1 + ".repeat(100_000) + "1)", CONTEXT))
                .isEqualTo(PolicyCondition.Asks.OF_ROW);
    }
}
