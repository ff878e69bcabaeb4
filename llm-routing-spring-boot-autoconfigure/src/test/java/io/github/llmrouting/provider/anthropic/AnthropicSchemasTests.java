package io.github.llmrouting.provider.anthropic;

import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicSchemasTests {

	@Test
	void objectsAreClosedAndBoundsLeftOut() {
		ObjectNode schema = schema("""
				{'type': 'object', 'properties': {'age': {'type': 'integer', 'minimum': 0},
				 'tags': {'type': 'array', 'minItems': 2, 'items': {'type': 'object', 'properties': {}}}}}""");

		assertThat(AnthropicSchemas.adapt(schema)).isTrue();
		assertThat(schema).isEqualTo(schema("""
				{'type': 'object', 'properties': {'age': {'type': 'integer'},
				 'tags': {'type': 'array',
				  'items': {'type': 'object', 'properties': {}, 'additionalProperties': false}}},
				 'additionalProperties': false}"""));
	}

	@Test
	void schemaThatFitsStaysAsItIs() {
		String text = """
				{'type': 'object', 'properties': {'maximum': {'type': 'array', 'minItems': 1}},
				 'additionalProperties': false}""";
		ObjectNode schema = schema(text);

		assertThat(AnthropicSchemas.adapt(schema)).isFalse();
		assertThat(schema).isEqualTo(schema(text));
	}

	private static ObjectNode schema(String text) {
		return (ObjectNode) WireJson.read(text.replace('\'', '"'));
	}

}
