package io.opsconductor.pulse.db.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.opsconductor.pulse.db.backup.archive.Contents.Hypertable;
import io.opsconductor.pulse.db.backup.archive.Contents.Job;
import org.junit.jupiter.api.Test;

class ArchiveContentsTest {
    private static final String HYPERTABLES =
            copy("_timescaledb_catalog.hypertable (id, schema_name, table_name, compressed_hypertable_id)", """
            2\t_timescaledb_internal\t_compressed_hypertable_2\t\\N
            1\tpublic\todd\\tname\t2
            3\tpublic\tempty\t\\N
            """);

    @Test
    void chunks_are_counted_by_hypertable_and_the_compressed_ones_only_when_wholly_so() throws IOException {
        Contents contents =
                read(HYPERTABLES + copy("_timescaledb_catalog.chunk (id, hypertable_id, dropped, status)", """
                1\t1\tf\t0
                2\t1\tf\t1
                3\t1\tf\t9
                4\t1\tt\t1
                5\t2\tf\t0
                """));

        assertThat(contents.hypertables())
                .containsExactly(new Hypertable("public.empty", 0, 0), new Hypertable("public.odd\tname", 3, 1));
    }

    @Test
    void chunks_of_a_version_that_no_longer_knows_dropped_are_all_there() throws IOException {
        Contents contents = read(
                HYPERTABLES + copy("_timescaledb_catalog.chunk (id, relid, hypertable_id, status)", "1\ta.b\t1\t1\n"));

        assertThat(contents.hypertables()).contains(new Hypertable("public.odd\tname", 1, 1));
    }

    @Test
    void jobs_are_found_where_either_version_keeps_them_and_their_owners_are_needed() throws IOException {
        String columns = " (id, schedule_interval, proc_schema, proc_name, owner, scheduled, hypertable_id, config)";
        String own = "3\t1 day\tf\tpolicy_job_stat_history_retention\tpostgres\tt\t\\N\t\\N\n";
        String rows = own + "1000\t12:00:00\tf\tpolicy_compression\t\"we ird\"\tf\t1\t{\"a\": \"x\\\\\\\\y\"}\n";
        for (String table : new String[] {"_timescaledb_config.bgw_job", "_timescaledb_catalog.bgw_job"}) {
            Contents contents = read(HYPERTABLES + copy(table + columns, rows));

            assertThat(contents.jobs())
                    .containsExactly(new Job(
                            "f.policy_compression", "public.odd\tname", "{\"a\": \"x\\\\y\"}", "12:00:00", false));
            assertThat(contents.roles()).contains("we ird");
        }
    }

    @Test
    void continuous_aggregates_go_by_their_views_name() throws IOException {
        assertThat(read(copy(
                                "_timescaledb_catalog.continuous_agg (mat_hypertable_id, user_view_schema, user_view_name)",
                                "3\tpublic\thourly\n"))
                        .continuousAggregates())
                .containsExactly("public.hourly");
    }

    @Test
    void roles_are_those_who_own_were_granted_or_are_named_by_a_policy() throws IOException {
        Contents contents = read("""
                -- Name: w; Type: TABLE; Schema: public; Owner: an owner
                ALTER TABLE public.w OWNER TO "an owner";
                -- Name: EXTENSION timescaledb; Type: COMMENT; Schema: -; Owner:\s
                -- Name: timescaledb; Type: EXTENSION; Schema: -; Owner: -
                -- Name: w p; Type: POLICY; Schema: public; Owner: an owner
                CREATE POLICY p ON public.w FOR SELECT TO "po licy", plain USING (true);
                CREATE POLICY q ON public.w USING ((a = ' TO nobody'::text));
                -- Name: TABLE m; Type: ACL; Schema: public; Owner: an owner
                REVOKE ALL ON TABLE public.m FROM revoked;
                GRANT SELECT(d) ON TABLE public.m TO "gran""ted" WITH GRANT OPTION;
                SET SESSION AUTHORIZATION grantor;
                GRANT ALL ON TABLE public.m TO PUBLIC;
                -- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: -; Owner: giver
                ALTER DEFAULT PRIVILEGES FOR ROLE giver GRANT SELECT ON TABLES TO taker;
                -- Name: f(); Type: FUNCTION; Schema: public; Owner: an owner
                GRANT ALL ON TABLE public.m TO only_in_a_body;
                """);

        assertThat(contents.roles())
                .containsExactlyInAnyOrder(
                        "an owner", "po licy", "plain", "revoked", "gran\"ted", "grantor", "giver", "taker");
    }

    private static Contents read(String script) throws IOException {
        CopyRows reader = new CopyRows();
        reader.count(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
        return reader.contents();
    }

    private static String copy(String table, String rows) {
        return "-- Data for Name: x; Type: TABLE DATA; Schema: s; Owner: postgres\nCOPY " + table + " FROM stdin;\n"
                + rows + "\\.\n\n";
    }
}
