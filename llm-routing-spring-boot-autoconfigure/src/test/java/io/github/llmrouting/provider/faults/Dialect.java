package io.github.llmrouting.provider.faults;

import java.util.List;
import java.util.Locale;

import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderExchangeFilter;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.anthropic.AnthropicClient;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.ollama.OllamaClient;
import io.github.llmrouting.provider.openai.OpenAiClient;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * The payloads of one protocol: a whole answer, and a stream piece by piece. A healthy
 * stream is {@code begin, content..., finish, end}. What a protocol does not say
 * otherwise is as in OpenAI's.
 */
enum Dialect {

	OPENAI("text/event-stream", "stop", "content_filter", "length"),

	/**
	 * Says beforehand what its filter thinks of the prompt, and afterwards of the text.
	 */
	AZURE("text/event-stream", "stop", "content_filter", "length") {

		@Override
		String begin() {
			return event("{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0,"
					+ "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}")
					+ super.begin();
		}

		@Override
		String finish(String finishReason, String usage) {
			return event("{\"id\":\"\",\"model\":\"\",\"choices\":[{\"index\":0,\"finish_reason\":null,"
					+ "\"content_filter_offsets\":{\"start_offset\":0,\"end_offset\":13},"
					+ "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}")
					+ super.finish(finishReason, usage);
		}

		@Override
		String error() {
			return "{\"error\":{\"code\":\"no_capacity\",\"message\":\"m\"}}";
		}

		@Override
		ProviderClient client(ProviderHttpSettings settings, WebClient.Builder builder) {
			return OpenAiClient.azure(settings, "2024-10-21", builder, List.<ProviderExchangeFilter>of());
		}

	},

	ANTHROPIC("text/event-stream", "end_turn", "refusal", "max_tokens") {

		@Override
		String answer(String content, String finishReason, String usage) {
			return "{\"id\":\"m-1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":"
					+ content + "}],\"stop_reason\":\"" + finishReason + "\",\"usage\":" + usage + "}";
		}

		@Override
		String usage(String input, String output) {
			return "{\"input_tokens\":" + input + ",\"output_tokens\":" + output + "}";
		}

		@Override
		String begin() {
			return typed("message_start",
					",\"message\":{\"id\":\"m-1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[]}")
					+ typed("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
		}

		@Override
		String contentOf(String json) {
			return typed("content_block_delta",
					",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" + json + "}");
		}

		@Override
		String finish(String finishReason, String usage) {
			return typed("content_block_stop", ",\"index\":0") + typed("message_delta",
					",\"delta\":{\"stop_reason\":\"" + finishReason + "\"},\"usage\":" + usage);
		}

		@Override
		String end() {
			return typed("message_stop", "");
		}

		private String typed(String type, String rest) {
			return "event: " + type + "\n" + event("{\"type\":\"" + type + "\"" + rest + "}");
		}

		@Override
		String ping() {
			return typed("ping", "");
		}

		@Override
		String error() {
			return "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}";
		}

		@Override
		String wrongShape() {
			return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":\"none\",\"content\":\"none\"}";
		}

		@Override
		ProviderClient client(ProviderHttpSettings settings, WebClient.Builder builder) {
			return AnthropicClient.create(settings, builder, List.<ProviderExchangeFilter>of());
		}

	},

	GEMINI("text/event-stream", "STOP", "SAFETY", "MAX_TOKENS") {

		@Override
		String answer(String content, String finishReason, String usage) {
			return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":" + content
					+ "}]},\"finishReason\":\"" + finishReason + "\",\"index\":0}],\"usageMetadata\":" + usage
					+ ",\"modelVersion\":\"m\",\"responseId\":\"r-1\"}";
		}

		@Override
		String usage(String input, String output) {
			return "{\"promptTokenCount\":" + input + ",\"candidatesTokenCount\":" + output + "}";
		}

		@Override
		String begin() {
			return contentOf("\"\"");
		}

		@Override
		String contentOf(String json) {
			return event("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":" + json
					+ "}]},\"index\":0}],\"modelVersion\":\"m\",\"responseId\":\"r-1\"}");
		}

		@Override
		String finish(String finishReason, String usage) {
			return event("{\"candidates\":[{\"finishReason\":\"" + finishReason + "\",\"index\":0}],\"usageMetadata\":"
					+ usage + "}");
		}

		@Override
		String end() {
			return "";
		}

		@Override
		String error() {
			return "{\"error\":{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}}";
		}

		@Override
		String wrongShape() {
			return "{\"candidates\":\"none\"}";
		}

		@Override
		ProviderClient client(ProviderHttpSettings settings, WebClient.Builder builder) {
			return GeminiClient.create(settings, builder, List.<ProviderExchangeFilter>of());
		}

	},

	OLLAMA("application/x-ndjson", "stop", "", "length") {

		@Override
		String answer(String content, String finishReason, String usage) {
			return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":" + content
					+ "},\"done\":true,\"done_reason\":\"" + finishReason + "\"," + usage.substring(1);
		}

		@Override
		String usage(String input, String output) {
			return "{\"prompt_eval_count\":" + input + ",\"eval_count\":" + output + "}";
		}

		@Override
		String begin() {
			return contentOf("\"\"");
		}

		@Override
		String contentOf(String json) {
			return event(
					"{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":" + json + "},\"done\":false}");
		}

		@Override
		String finish(String finishReason, String usage) {
			return event(answer("\"\"", finishReason, usage));
		}

		@Override
		String end() {
			return "";
		}

		@Override
		String event(String json) {
			return json + "\n";
		}

		@Override
		String ping() {
			return "\n";
		}

		@Override
		String error() {
			return "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}";
		}

		@Override
		String wrongShape() {
			return "{\"message\":\"none\",\"done\":false}";
		}

		@Override
		ProviderClient client(ProviderHttpSettings settings, WebClient.Builder builder) {
			return OllamaClient.create(settings, builder, List.<ProviderExchangeFilter>of());
		}

	};

	/** The text of {@link #answer} and of {@link #stream}. */
	static final String TEXT = "Hello, world!";

	/** The part of the text that the first content event has. */
	static final String PART = "Hello, ";

	private final String streamType;

	private final String stop;

	private final String filtered;

	private final String cut;

	Dialect(String streamType, String stop, String filtered, String cut) {
		this.streamType = streamType;
		this.stop = stop;
		this.filtered = filtered;
		this.cut = cut;
	}

	/** Returns the header {@code content-type} of a stream. */
	String streamType() {
		return "content-type: " + this.streamType;
	}

	/** Returns a whole answer. */
	String answer() {
		return answer('"' + TEXT + '"', this.stop, usage("9", "3"));
	}

	String answerWithContent(String json) {
		return answer(json, this.stop, usage("9", "3"));
	}

	String answerWithUsage(String input, String output) {
		return answer('"' + TEXT + '"', this.stop, usage(input, output));
	}

	/** Returns the finish reason for an answer that was withheld, empty for none. */
	String filtered() {
		return this.filtered;
	}

	/** Returns the finish reason for an answer that reached its limit. */
	String cut() {
		return this.cut;
	}

	String answer(String content, String finishReason, String usage) {
		return "{\"id\":\"c-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
				+ content + "},\"finish_reason\":\"" + finishReason + "\"}],\"usage\":" + usage + "}";
	}

	String usage(String input, String output) {
		return "{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + "}";
	}

	/** Returns a whole stream. */
	String stream() {
		return started() + content("world!") + finish() + end();
	}

	/** Returns the beginning of a stream up to its first content. */
	String started() {
		return begin() + content(PART);
	}

	/** Returns the announcements before the first content. */
	String begin() {
		return delta("{\"role\":\"assistant\",\"content\":\"\"}", "null");
	}

	String content(String text) {
		return contentOf('"' + text + '"');
	}

	String contentOf(String json) {
		return delta("{\"content\":" + json + "}", "null");
	}

	/** Returns the events that say why the answer ends, and what it cost. */
	String finish() {
		return finish(this.stop, usage("9", "3"));
	}

	String finish(String finishReason, String usage) {
		return delta("{}", '"' + finishReason + '"') + event("{\"id\":\"c-1\",\"choices\":[],\"usage\":" + usage + "}");
	}

	String finishWithUsage(String input, String output) {
		return finish(this.stop, usage(input, output));
	}

	/** Returns the end marker, which not every protocol has. */
	String end() {
		return "data: [DONE]\n\n";
	}

	/** Returns an event of a stream with some JSON. */
	String event(String json) {
		return "data: " + json + "\n\n";
	}

	/** Returns what keeps a stream alive without saying anything. */
	String ping() {
		return ": keep-alive\n\n";
	}

	/** Returns the JSON of an error that says that there is no capacity. */
	String error() {
		return "{\"error\":{\"message\":\"m\",\"type\":\"service_unavailable_error\",\"code\":\"server_is_overloaded\"}}";
	}

	/** Returns JSON that is no answer, though its fields look like one. */
	String wrongShape() {
		return "{\"id\":\"c-1\",\"choices\":\"none\"}";
	}

	ProviderClient client(ProviderHttpSettings settings, WebClient.Builder builder) {
		return OpenAiClient.create(settings, builder, List.<ProviderExchangeFilter>of());
	}

	private String delta(String delta, String finishReason) {
		return event("{\"id\":\"c-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta
				+ ",\"finish_reason\":" + finishReason + "}]}");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
