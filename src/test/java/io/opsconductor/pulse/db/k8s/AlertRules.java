package io.opsconductor.pulse.db.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The alerts of the component monitoring, as Prometheus reads them. */
final class AlertRules {
    private static final YAMLMapper YAML = new YAMLMapper();
    private final JsonNode spec;

    AlertRules() throws IOException {
        spec = YAML.readTree(Path.of("k8s/components/monitoring/prometheus-rule.yaml")
                        .toFile())
                .get("spec");
    }

    /** Alert by alert. */
    List<ObjectNode> all() {
        Iterator<JsonNode> rules = spec.get("groups").get(0).get("rules").elements();
        return java.util.stream.StreamSupport.stream(((Iterable<JsonNode>) () -> rules).spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** The same without waiting: for a test that has no hour. */
    AlertRules atOnce() {
        all().forEach(rule -> rule.put("for", "0s"));
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.writeString(file, YAML.writeValueAsString(spec));
    }
}
