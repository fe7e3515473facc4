package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class FailureDocumentTest {

    @Test
    void a_failure_is_a_document_too() throws JsonProcessingException {
        PulseFailure failure = PulseFailure.usage("the \"port\"\n  is wrong", "correct it");

        JsonNode document = new ObjectMapper().readTree(FailureDocument.of(failure));

        assertThat(document.fieldNames()).toIterable().containsExactly("error");
        JsonNode error = document.get("error");
        assertThat(error.fieldNames()).toIterable().containsExactly("exit", "message", "remedy");
        assertThat(error.get("exit").asInt()).isEqualTo(2);
        assertThat(error.get("message").asText()).isEqualTo("the \"port\" is wrong");
        assertThat(error.get("remedy").asText()).isEqualTo("correct it");
    }
}
