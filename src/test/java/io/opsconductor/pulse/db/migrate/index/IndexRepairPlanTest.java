package io.opsconductor.pulse.db.migrate.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class IndexRepairPlanTest {
    private static final InvalidIndex PLAIN = index("public.t_n", false, false, false, true);
    private static final InvalidIndex COPY = index("public.t_n_ccnew1", false, false, false, true);
    private static final InvalidIndex DROPPED = index("public.t_old", false, false, false, false);
    private static final InvalidIndex KEY = index("public.t_pkey", true, false, false, true);
    private static final InvalidIndex PARTITIONED = index("public.p_n", false, true, true, true);
    private static final InvalidIndex HYPERTABLE = index("public.h_n", false, false, true, true);

    @Test
    void a_build_is_repeated_in_place_so_that_no_definition_can_get_lost() {
        assertThat(statements(PLAIN)).containsExactly("REINDEX INDEX CONCURRENTLY public.t_n");
        assertThat(statements(KEY)).containsExactly("REINDEX INDEX CONCURRENTLY public.t_pkey");
    }

    @Test
    void what_a_rebuild_or_a_drop_left_behind_is_dropped() {
        assertThat(statements(COPY)).containsExactly("DROP INDEX CONCURRENTLY public.t_n_ccnew1");
        assertThat(statements(DROPPED)).containsExactly("DROP INDEX CONCURRENTLY public.t_old");
    }

    @Test
    void that_of_a_partitioned_table_is_left_with_the_way_out() {
        assertThat(statements(PARTITIONED)).isEmpty();
        assertThat(only(PARTITIONED).left()).contains("ATTACH PARTITION");
    }

    @Test
    void that_of_a_hypertable_blocks_writes_and_is_rebuilt_only_when_named() {
        assertThat(only(HYPERTABLE).statements()).isEmpty();
        assertThat(only(HYPERTABLE).left()).contains("blocks writes to public.t");

        IndexRepairPlan.Step named =
                IndexRepairPlan.of(List.of(HYPERTABLE), List.of("h_n")).steps().get(0);
        assertThat(named.blocksWrites()).isTrue();
        assertThat(named.statements()).containsExactly("DROP INDEX public.h_n", "CREATE INDEX x ON public.t (n)");
    }

    @Test
    void only_what_is_named_is_touched_with_or_without_its_schema() {
        List<InvalidIndex> all = List.of(PLAIN, COPY, KEY);

        assertThat(IndexRepairPlan.of(all, List.of("t_pkey", "public.t_n")).steps())
                .extracting(step -> step.index().name())
                .containsExactly("public.t_n", "public.t_pkey");
        assertThatThrownBy(() -> IndexRepairPlan.of(all, List.of("other")))
                .hasMessage("no invalid index is called other");
    }

    private static List<String> statements(InvalidIndex index) {
        return only(index).statements();
    }

    private static IndexRepairPlan.Step only(InvalidIndex index) {
        return IndexRepairPlan.of(List.of(index), List.of()).steps().get(0);
    }

    private static InvalidIndex index(
            String name, boolean constraint, boolean partitioned, boolean children, boolean live) {
        return new InvalidIndex(
                name,
                "public.t",
                "CREATE INDEX x ON public.t (n)",
                0,
                constraint,
                partitioned,
                children,
                live,
                Optional.empty(),
                Optional.empty());
    }
}
