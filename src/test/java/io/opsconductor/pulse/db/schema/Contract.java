package io.opsconductor.pulse.db.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What the Pulse services expect to find, file by file: src/test/resources/schema/contract.json. */
record Contract(List<Step> steps) {

    /**
     * What one file changes.
     *
     * @param gone keys that are no longer there; null for none
     * @param now keys that are new or have a new value; null for none
     */
    record Step(String file, List<String> gone, Map<String, String> now) {
        Step {
            gone = gone == null ? List.of() : gone;
            now = now == null ? Map.of() : now;
        }
    }

    static Contract read() {
        return new Contract(List.of(Json.read("contract.json", Step[].class)));
    }

    List<String> files() {
        return steps.stream().map(Step::file).toList();
    }

    /** What the catalogue must show once this file and those before it are applied. */
    SortedMap<String, String> after(String file) {
        SortedMap<String, String> state = new TreeMap<>();
        for (Step step : steps.subList(0, files().indexOf(file) + 1)) {
            step.gone().forEach(state::remove);
            state.putAll(step.now());
        }
        return state;
    }

    SortedMap<String, String> afterAll() {
        return after(steps.get(steps.size() - 1).file());
    }

    /** The documents beside the contract. */
    static final class Json {
        private Json() {}

        static <T> T read(String name, Class<T> type) {
            try (InputStream in = Contract.class.getResourceAsStream("/schema/" + name)) {
                return new ObjectMapper().readValue(in, type);
            } catch (IOException e) {
                throw new UncheckedIOException("src/test/resources/schema/" + name, e);
            }
        }
    }
}
