package io.opsconductor.pulse.db.metrics;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One answer about the health of {@code run}, in the form of MicroProfile Health.
 *
 * @param check what was looked at
 * @param data for people who look: times, names of tasks; nothing that is secret
 */
public record Health(String check, boolean up, Map<String, String> data) {
    public Health {
        data = Map.copyOf(data);
    }

    public HttpListener.Answer answer() {
        String status = up ? "UP" : "DOWN";
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("status", status);
        ObjectNode one =
                document.putArray("checks").addObject().put("name", check).put("status", status);
        ObjectNode more = one.putObject("data");
        new TreeMap<>(data).forEach(more::put);
        return new HttpListener.Answer(up ? 200 : 503, "application/json; charset=utf-8", document + "\n");
    }
}
