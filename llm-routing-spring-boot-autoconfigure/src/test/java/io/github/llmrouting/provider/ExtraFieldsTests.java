package io.github.llmrouting.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.Vendor;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.springai.RoutingChatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExtraFieldsTests {

	@Test
	void objectsAreMergedListsAddedToAndNullsTakenOut() {
		Map<String, Object> fields = new HashMap<>(
				Map.of("config", Map.of("a", Map.of("y", 2)), "tools", List.of("b")));
		fields.put("store", null);

		assertThat(merged("{'config': {'a': {'x': 1}}, 'tools': ['a'], 'store': true}", Map.of(), fields))
			.isEqualTo(json("{'config': {'a': {'x': 1, 'y': 2}}, 'tools': ['a', 'b']}"));
	}

	@Test
	void whatTheRequestSetsGoesOverTheConfiguration() {
		Map<String, Object> configured = Map.of("service_tier", "flex", "safety", List.of("a"), "user", "all");

		assertThat(merged("{}", configured, Map.of("service_tier", "priority", "safety", List.of("b"))))
			.isEqualTo(json("{'service_tier': 'priority', 'safety': ['b'], 'user': 'all'}"));
	}

	@Test
	void fieldsForAnotherVendorAreNotSent() {
		RoutingChatOptions options = RoutingChatOptions.builder().vendorOptions(Vendor.GEMINI, Map.of("a", 1)).build();
		ObjectNode body = WireJson.object();

		ExtraFields.of(Vendor.OPENAI, Map.of(), options).mergeInto(body);

		assertThat(body.isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "model", "messages", "contents", "system", "systemInstruction", "stream" })
	void fieldThatIsNotTheUsersIsInvalid(String key) {
		assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> merged("{}", Map.of(), Map.of(key, "secret")))
			.satisfies((ex) -> assertThat(ex.failure())
				.isEqualTo(new InvalidRequest("vendor options of OPENAI: " + key + " (expected: another key)")));
	}

	@Test
	void valueThatCannotBeJsonIsInvalid() {
		assertThatExceptionOfType(ProviderException.class)
			.isThrownBy(() -> merged("{}", Map.of(), Map.of("user", new Unwritable())))
			.satisfies((ex) -> assertThat(ex.failure()).isInstanceOf(InvalidRequest.class));
	}

	@ParameterizedTest
	@EnumSource
	void everyAdapterSendsThem(EveryVendor vendor) {
		RoutingChatOptions options = RoutingChatOptions.builder()
			.vendorOptions(Vendor.valueOf(vendor.name()), Map.of("metadata", Map.of("user_id", "u-1")))
			.build();

		JsonNode sent = vendor.accepted(new Prompt("Hi", options));

		assertThat(sent.at("/metadata/user_id").stringValue()).isEqualTo("u-1");
	}

	private static ObjectNode merged(String body, Map<String, Object> configured, Map<String, Object> asked) {
		ObjectNode merged = (ObjectNode) json(body);
		ExtraFields
			.of(Vendor.OPENAI, configured, RoutingChatOptions.builder().vendorOptions(Vendor.OPENAI, asked).build())
			.mergeInto(merged);
		return merged;
	}

	private static JsonNode json(String text) {
		return WireJson.read(text.replace('\'', '"'));
	}

	/** A bean that Jackson cannot read. */
	public static final class Unwritable {

		public String getName() {
			throw new IllegalStateException("secret");
		}

	}

}
