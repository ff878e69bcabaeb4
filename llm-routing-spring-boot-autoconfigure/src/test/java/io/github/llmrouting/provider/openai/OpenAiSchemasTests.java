package io.github.llmrouting.provider.openai;

import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.converter.BeanOutputConverter;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiSchemasTests {

	@ParameterizedTest
	@ValueSource(strings = {
			"{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a'], 'additionalProperties': false}",
			"{'type': 'object', 'properties': {}, 'additionalProperties': false, '$schema': 'x', 'required': []}",
			"{'type': 'object', 'properties': {'a': {'type': 'array', 'items': {'$ref': '#/$defs/b'}}}, 'required': ['a'],"
					+ " 'additionalProperties': false, '$defs': {'b': {'anyOf': [{'type': 'string'}, {'type': 'null'}]}}}" })
	void closedSchemaIsStrict(String schema) {
		assertThat(canBeStrict(schema)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'type': 'array', 'items': {'type': 'string'}}",
			"{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'additionalProperties': false}",
			"{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a']}",
			"{'type': 'object', 'additionalProperties': {'type': 'string'}}",
			"{'type': 'object', 'properties': {'a': {'type': 'object'}}, 'required': ['a'], 'additionalProperties': false}",
			"{'type': 'object', 'properties': {'a': {'oneOf': []}}, 'required': ['a'], 'additionalProperties': false}",
			"{'type': 'object', 'properties': {'a': {'type': 'array', 'items': {'type': ['object', 'null']}}},"
					+ " 'required': ['a'], 'additionalProperties': false}" })
	void openSchemaIsNot(String schema) {
		assertThat(canBeStrict(schema)).isFalse();
	}

	@Test
	void schemaOfARecordIsStrict() {
		assertThat(canBeStrict(new BeanOutputConverter<>(Person.class).getJsonSchema())).isTrue();
	}

	private static boolean canBeStrict(String schema) {
		return OpenAiSchemas.canBeStrict(WireJson.read(schema.replace('\'', '"')));
	}

	record Person(String name, int age, Address home) {
	}

	record Address(String city) {
	}

}
