package io.github.llmrouting.benchmarks;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/** What is asked. */
final class Question {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final double TEMPERATURE = 0.2;

	private static final int MAX_TOKENS = 400;

	private Question() {
	}

	static Prompt prompt(ChatOptions.Builder<?> options) {
		return Prompt.builder()
			.messages(new SystemMessage(Wire.SYSTEM), new UserMessage(Wire.QUESTION))
			.chatOptions(options.model(Wire.MODEL).temperature(TEMPERATURE).maxTokens(MAX_TOKENS).build())
			.build();
	}

	static ObjectNode json(Workload workload) {
		ObjectNode json = MAPPER.createObjectNode().put("model", Wire.MODEL);
		ArrayNode messages = json.putArray("messages");
		messages.addObject().put("role", "system").put("content", Wire.SYSTEM);
		messages.addObject().put("role", "user").put("content", Wire.QUESTION);
		json.put("max_completion_tokens", MAX_TOKENS).put("temperature", TEMPERATURE);
		if (workload.isStreamed()) {
			json.put("stream", true).putObject("stream_options").put("include_usage", true);
		}
		return json;
	}

}
