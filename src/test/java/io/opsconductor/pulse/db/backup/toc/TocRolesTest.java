package io.opsconductor.pulse.db.backup.toc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.opsconductor.pulse.db.backup.toc.TocEntry.Section;
import org.junit.jupiter.api.Test;

class TocRolesTest {
    @Test
    void owners_and_whoever_grants_policies_and_mappings_name_are_needed() {
        assertThat(roles(
                        entry("TABLE", "ow\"ner", "CREATE TABLE t ();"),
                        entry(
                                "ACL",
                                "iot",
                                "REVOKE ALL ON TABLE public.t FROM iot;\nGRANT SELECT ON TABLE public.t TO \"we \"\"ird\";\n"
                                        + "SET SESSION AUTHORIZATION grantor;\nGRANT ALL ON TABLE public.t TO more"
                                        + " WITH GRANT OPTION;\nRESET SESSION AUTHORIZATION;\nGRANT USAGE ON SCHEMA s TO PUBLIC;\n"),
                        entry(
                                "DEFAULT ACL",
                                "",
                                "ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA s GRANT SELECT ON TABLES TO reader;"),
                        entry(
                                "POLICY",
                                "iot",
                                "CREATE POLICY p ON public.t FOR SELECT TO one, two USING ((a = 'TO x'::text));"),
                        entry("POLICY", "iot", "CREATE POLICY q ON public.t USING ((b TO c));"),
                        entry("USER MAPPING", "-", "CREATE USER MAPPING FOR mapped SERVER s;"),
                        entry("USER MAPPING", "-", "CREATE USER MAPPING FOR public SERVER s OPTIONS (\n    a 'b'\n);")))
                .containsExactly(
                        "grantor", "iot", "maker", "mapped", "more", "one", "ow\"ner", "reader", "two", "we \"ird");
    }

    @Test
    void what_names_and_bodies_hold_is_no_role() {
        assertThat(roles(
                        entry(
                                "FUNCTION",
                                "iot",
                                "CREATE FUNCTION f() AS $$\n--\n-- Name: t; Type: TABLE; Schema: public; Owner: none\n--\n$$;"),
                        entry(
                                "ACL",
                                "iot",
                                "GRANT SELECT ON TABLE mal.\"x\nGRANT ALL ON TABLE a TO none;\n\" TO iot;\n"),
                        entry("ACL", "iot", "GRANT SELECT(\"a TO none;\") ON TABLE mal.t TO iot;\n"),
                        entry("COMMENT", "iot", "COMMENT ON TABLE t IS 'GRANT ALL ON t TO none;';")))
                .containsExactly("iot");
    }

    private static java.util.Set<String> roles(TocEntry... entries) {
        return TocRoles.of(new ArchiveToc("x", "17.5", List.of(entries)));
    }

    private static TocEntry entry(String type, String owner, String definition) {
        return new TocEntry(1, type, Section.PRE_DATA, "public", "t", owner, definition, "");
    }
}
