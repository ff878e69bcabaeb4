package io.github.llmrouting.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Fields that a provider's requests have beside ours. */
class ConfiguredOptionsTests {

	@Test
	void namesNestingAndTypesAreThoseThatWereTyped() {
		Map<String, Object> options = StartReport.setup("""
				providers:
				  openai:
				    api-key: sk-1
				    options:
				      service_tier: flex
				      store: false
				      top_logprobs: 3
				      logprobs: true
				      web_search_options: {user_location: {type: approximate}}
				      generationConfig: {responseModalities: [TEXT, IMAGE]}
				      safetySettings:
				        - {category: HARM, threshold: NONE}
				""").providers().get(0).options();

		assertThat(options).isEqualTo(Map.of("service_tier", "flex", "store", false, "top_logprobs", 3, "logprobs",
				true, "web_search_options", Map.of("user_location", Map.of("type", "approximate")), "generationConfig",
				Map.of("responseModalities", List.of("TEXT", "IMAGE")), "safetySettings",
				List.of(Map.of("category", "HARM", "threshold", "NONE"))));
	}

	@Test
	void keyWithADotIsPutInBrackets() {
		Map<String, Object> options = StartReport.setup("""
				providers:
				  openai: {api-key: sk-1, options: {metadata: {"[a.b/c]": 1}}}
				""").providers().get(0).options();

		assertThat(options).isEqualTo(Map.of("metadata", Map.of("a.b/c", 1)));
	}

	@Test
	void providerHasNoneUnlessTheyAreTyped() {
		assertThat(StartReport.setup("providers: {openai: {api-key: sk-1}}").providers().get(0).options()).isEmpty();
	}

	@Test
	void keysThatAreNotTheUsersAreMistakes() {
		StartReport.of("""
				providers:
				  openai: {api-key: sk-1, options: {model: gpt-5, stream: true, user: me}}
				""")
			.tellsNothingButOf("llm.routing.providers.openai.options.model",
					"llm.routing.providers.openai.options.stream")
			.tells("llm.routing.providers.openai.options.model", "is not yours to set",
					"the conversation, the deployment and the kind of call decide it: leave it out");
	}

}
