package io.opsconductor.pulse.db.timescale.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final List<PlaceRange> TO_100 = List.of(new PlaceRange(0, 50), new PlaceRange(50, 100));
    private static final List<PlaceRange> ALL = List.of(new PlaceRange(Long.MIN_VALUE, Long.MAX_VALUE));

    private final Random random = new Random(1);

    @Test
    void what_begins_there_is_wholly_materialized() {
        Places places = new Places(TO_100, ALL, List.of());
        for (int i = 0; i < 1000; i++) {
            PlaceRange begins = places.chosen(random, 10, 80).orElseThrow();
            assertThat(begins.to() - begins.from()).isEqualTo(10);
            assertThat(begins.from()).isBetween(0L, 50L);
        }
        assertThat(places.chosen(random, 10, 29)).isEmpty();
        assertThat(places.chosen(random, 10, Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void every_place_may_be_chosen() {
        Places places = new Places(TO_100, ALL, List.of());
        assertThat(random.ints(5000)
                        .mapToLong(any ->
                                places.chosen(random, 10, 1000).orElseThrow().from())
                        .distinct()
                        .count())
                .isEqualTo(100);
    }

    @Test
    void nothing_is_chosen_in_which_something_waits() {
        List<PlaceRange> waiting = List.of(new PlaceRange(40, 41), new PlaceRange(90, Long.MAX_VALUE));
        Places places = new Places(TO_100, ALL, waiting);
        for (int i = 0; i < 1000; i++) {
            long from = places.chosen(random, 5, 1000).orElseThrow().from();
            assertThat(from <= 25 || from >= 41 && from <= 75).as("%d", from).isTrue();
        }
    }

    @Test
    void nothing_is_chosen_where_the_aggregate_has_no_chunk() {
        assertThat(new Places(TO_100, List.of(), List.of()).chosen(random, 10, 1000))
                .isEmpty();
        assertThat(new Places(List.of(), ALL, List.of()).chosen(random, 10, 1000))
                .isEmpty();
        Places places = new Places(TO_100, List.of(new PlaceRange(0, 50)), List.of());
        for (int i = 0; i < 1000; i++) {
            assertThat(places.chosen(random, 10, 1000).orElseThrow().from()).isBetween(0L, 40L);
        }
    }

    @Test
    void a_range_without_an_end_does_not_overflow() {
        Places places = new Places(ALL, ALL, List.of());
        assertThat(places.chosen(random, Long.MAX_VALUE, Long.MAX_VALUE)).isPresent();
    }
}
