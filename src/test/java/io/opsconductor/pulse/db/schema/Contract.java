package io.opsconductor.pulse.db.schema;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        return new Contract(List.of(SchemaResource.json("contract.json", Step[].class)));
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
}
