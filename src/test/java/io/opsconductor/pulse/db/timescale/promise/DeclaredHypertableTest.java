package io.opsconductor.pulse.db.timescale.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import org.junit.jupiter.api.Test;

class DeclaredHypertableTest {
    private static Hypertable named(int id, String schema, String table) {
        TimeColumn time = new TimeColumn("time", false, OptionalLong.empty(), Optional.empty());
        return new Hypertable(
                id, new HypertableName(schema, table), time, true, false, List.of(), false, Optional.empty());
    }

    @Test
    void declared_and_found_are_paired_once_each() {
        Hypertables facts = Facts.found(named(1, "public", "telemetry"), named(2, "public", "stray"));
        List<DeclaredHypertable> hypertables = DeclaredHypertable.pair(
                facts, List.of(Facts.expectation(null, Duration.ofDays(1)), Expectation.none("lost")));
        assertThat(hypertables).extracting(DeclaredHypertable::subject).containsExactly("lost", "stray", "telemetry");
        assertThat(hypertables).extracting(DeclaredHypertable::declared).containsExactly(true, false, true);
        assertThat(hypertables.get(0).hypertable()).isEmpty();
    }

    @Test
    void a_name_with_a_dot_means_the_schema_where_there_is_one() {
        Hypertable dotted = named(1, "public", "a.b");
        Hypertable inSchema = named(2, "a", "b");
        List<Expectation> declared = List.of(Expectation.none("a.b"));
        assertThat(DeclaredHypertable.pair(Facts.found(dotted, inSchema), declared))
                .filteredOn(DeclaredHypertable::declared)
                .extracting(one -> one.hypertable().orElseThrow())
                .containsExactly(inSchema);
        assertThat(DeclaredHypertable.pair(Facts.found(dotted), declared))
                .extracting(one -> one.hypertable().orElseThrow())
                .containsExactly(dotted);
    }

    @Test
    void the_key_of_a_strangers_table_means_no_other_table() {
        List<HypertableName> all = Stream.of(
                        "metrics|",
                        "public.metrics|",
                        "\"metrics\"|",
                        "\"public.metrics\"|",
                        "a.b|",
                        "a|b",
                        "public|a.b",
                        "|a b",
                        " metrics|",
                        "public|",
                        "\".\"|",
                        ".|",
                        "metrics\t|",
                        "a.b\t|",
                        "a.b?|")
                .map(text -> text.split("\\|", 2))
                .map(parts -> parts[1].isEmpty()
                        ? new HypertableName("public", parts[0])
                        : new HypertableName(parts[0].isEmpty() ? "iot" : parts[0], parts[1]))
                .toList();
        for (HypertableName name : all) {
            assertThat(Expectation.none(name.key()).meant(all, one -> one))
                    .as(name.key())
                    .contains(name);
        }
    }

    @Test
    void a_strangers_table_does_not_take_the_place_of_one_that_is_declared_with_its_schema() {
        Hypertable strangers = named(1, "public", "public.metrics");
        Hypertable metrics = named(2, "public", "metrics");
        assertThat(Expectation.none("public.metrics").meant(List.of(strangers, metrics), Hypertable::name))
                .contains(metrics);
    }
}
