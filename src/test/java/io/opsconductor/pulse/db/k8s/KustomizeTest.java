package io.opsconductor.pulse.db.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the folders render, and that every rendered object says only what the Kubernetes API knows. */
class KustomizeTest {

    private static final Set<String> FREE_KEYS =
            Set.of("annotations", "data", "labels", "limits", "matchLabels", "requests");

    private final StrictKubernetesReader reader = new StrictKubernetesReader();

    @ParameterizedTest
    @EnumSource
    void the_committed_rendering_is_what_kubectl_renders(Rendering rendering) throws Exception {
        assumeTrue(
                Rendering.kubectlIsInstalled(),
                "kubectl is not on the path: " + rendering + " was read as committed, not rendered anew");
        assertThat(reader.documents(rendering.renderedByKubectl()))
                .as("k8s/ has changed; if that is as it should be: %s", rendering.renewal())
                .containsExactlyInAnyOrderElementsOf(reader.documents(rendering.text()));
    }

    @ParameterizedTest
    @EnumSource
    void every_object_is_read_strictly_against_the_model(Rendering rendering) throws IOException {
        assertThat(rendering.objects())
                .extracting(HasMetadata::getKind)
                .contains("ServiceAccount", "NetworkPolicy", "ConfigMap", "PersistentVolumeClaim", "Job")
                .filteredOn("CronJob"::equals)
                .hasSize(rendering == Rendering.DRILL ? 4 : 3);
    }

    @ParameterizedTest
    @EnumSource
    void every_object_is_labelled_and_leaves_the_namespace_to_the_caller(Rendering rendering) throws IOException {
        assertThat(rendering.objects()).allSatisfy(object -> {
            assertThat(object.getMetadata().getNamespace()).isNull();
            assertThat(object.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/name", "pulse-db")
                    .containsEntry("app.kubernetes.io/part-of", "opsconductor-pulse");
        });
    }

    @Test
    void a_misspelt_field_deep_inside_a_pod_is_an_error() throws IOException {
        String misspelt = Rendering.MANAGED.text().replaceFirst("readOnlyRootFilesystem", "readOnlyRootFileSystem");
        assertThatThrownBy(() -> reader.objects(misspelt))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("readOnlyRootFileSystem");
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_field_anywhere_in_any_object_is_an_error(Rendering rendering) throws IOException {
        for (JsonNode document : reader.documents(rendering.text())) {
            List<ObjectNode> places = fixedPlaces(document);
            assertThat(places).contains((ObjectNode) document);
            for (ObjectNode place : places) {
                place.put("surplus", "x");
                assertThatThrownBy(() -> reader.object(document))
                        .as("surplus in %s", place)
                        .isInstanceOf(UnrecognizedPropertyException.class);
                place.remove("surplus");
            }
        }
    }

    /** Every node below {@code document} whose fields the model names, so all but the maps of free keys. */
    private static List<ObjectNode> fixedPlaces(JsonNode document) {
        List<ObjectNode> places = new ArrayList<>();
        if (document instanceof ObjectNode object) {
            places.add(object);
        }
        if (document instanceof ArrayNode array) {
            array.forEach(element -> places.addAll(fixedPlaces(element)));
        }
        document.properties().stream()
                .filter(field -> !FREE_KEYS.contains(field.getKey()))
                .forEach(field -> places.addAll(fixedPlaces(field.getValue())));
        return places;
    }

    @Test
    void a_number_where_a_string_belongs_is_an_error() throws IOException {
        String unquoted = Rendering.BASE.text().replaceFirst("_RPO: 24h", "_RPO: 24");
        assertThatThrownBy(() -> reader.objects(unquoted)).hasMessageContaining("java.lang.String");
    }

    @Test
    void a_string_where_a_number_belongs_is_an_error() throws IOException {
        String quoted = Rendering.BASE.text().replaceFirst("backoffLimit: (\\d)", "backoffLimit: \"$1\"");
        assertThatThrownBy(() -> reader.objects(quoted)).hasMessageContaining("backoffLimit");
    }

    @Test
    void a_key_said_twice_is_an_error() throws IOException {
        String twice = Rendering.BASE.text().replaceFirst("  suspend: false", "  suspend: false\n  suspend: true");
        assertThatThrownBy(() -> reader.objects(twice)).hasMessageContaining("uplicate");
    }

    @Test
    void an_unknown_kind_is_an_error() throws IOException {
        String secret = Rendering.BASE.text().replaceFirst("kind: ConfigMap", "kind: Secret");
        assertThatThrownBy(() -> reader.objects(secret)).hasMessageContaining("v1/Secret");
    }
}
