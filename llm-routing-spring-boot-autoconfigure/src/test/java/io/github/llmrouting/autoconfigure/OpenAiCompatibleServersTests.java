package io.github.llmrouting.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.llmrouting.ChatRouter;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.autoconfigure.VendorStandIn.Received;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks every server of {@code docs/openai-compatible.md} as it is configured there, with
 * all options at once, and reads an answer and a stream in its dialect.
 */
class OpenAiCompatibleServersTests {

	private static final String CURRENT = "max_completion_tokens";

	private static final String OLD = "max_tokens";

	private static final String PENALTIES = "frequency_penalty presence_penalty";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	static Stream<Server> servers() {
		return Stream.of(
				new Server("Groq", "https://api.groq.com/openai/v1", "openai/gpt-oss-120b", CURRENT, "", "groq",
						"groq-usage-in-both-places", usage(40, 0, 3, 0), usage(6, 64, 3, 9)),
				new Server("Mistral", "https://api.mistral.ai/v1", "mistral-small-latest", OLD, "stream_options",
						"mistral-thinking", "mistral-thinking", usage(9, 0, 2, 0), usage(6, 0, 9, 0)),
				new Server("DeepSeek", "https://api.deepseek.com", "deepseek-v4-flash", OLD, "response_format",
						"deepseek-cache-hits", "deepseek-reasoning", usage(36, 64, 5, 15), usage(10, 0, 2, 7)),
				new Server("xAI", "https://api.x.ai/v1", "grok-4.3", CURRENT, PENALTIES + " stop",
						"xai-reasoning-on-top", "xai-reasoning-on-top", usage(26, 6, 9, 94), usage(26, 6, 9, 94)),
				new Server("Together", "https://api.together.xyz/v1", "meta-llama/Llama-3.3-70B-Instruct-Turbo", OLD,
						"response_format", "together", "together-usage-beside-finish", usage(12, 0, 2, 0),
						usage(12, 0, 2, 0)),
				new Server("vLLM", "http://vllm:8000/v1", "Qwen/Qwen3-8B", OLD, "", "vllm-reasoning",
						"vllm-stop-reason", usage(12, 0, 20, 0), usage(15, 0, 9, 0)),
				new Server("OpenRouter", "https://openrouter.ai/api/v1", "anthropic/claude-haiku-4.5", OLD, "",
						"openrouter-cost", "openrouter-cost", usage(10, 4, 7, 5), usage(10, 4, 7, 5)),
				new Server("LM Studio", "http://localhost:1234/v1", "qwen/qwen3-8b", OLD, "", "lm-studio",
						"lm-studio-without-usage", usage(15, 0, 9, 0), null));
	}

	private static TokenUsage usage(int input, int cached, int output, int reasoning) {
		return new TokenUsage(input, cached, 0, 0, output, reasoning, false);
	}

	@Test
	void everyDocumentedServerIsTested() {
		assertThat(DocumentedExample.titles()).startsWith("Azure OpenAI")
			.containsExactlyElementsOf(Stream.concat(Stream.of("Azure OpenAI"), servers().map(Server::title)).toList());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("servers")
	void answerIsAskedForInWordsThatTheServerTakes(Server server) {
		withRouter(server, (router, vendor) -> {
			RoutedResponse answer = router.call(request(server)).block(PATIENCE);

			assertAsked(server, vendor.requests().get(0), false);
			assertThat(answer.text()).isNotEmpty();
			assertReport(answer.report(), server, server.usage());
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("servers")
	void streamIsAskedForInWordsThatTheServerTakes(Server server) {
		withRouter(server, (router, vendor) -> {
			List<RoutedChunk> chunks = router.stream(request(server)).collectList().block(PATIENCE);

			assertAsked(server, vendor.requests().get(0), true);
			assertThat(text(chunks)).isNotEmpty();
			RoutedChunk.End end = (RoutedChunk.End) chunks.get(chunks.size() - 1);
			assertReport(end.report(), server, server.usageOfStream());
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("servers")
	void priceIsKnown(Server server) {
		withRouter(server, (router, vendor) -> assertThat(router.call(request(server)).block(PATIENCE).report().cost())
			.isNotNull());
	}

	/** Asks for a schema only where the model is known to keep to one. */
	private static RoutingRequest request(Server server) {
		ChatOptions options = StructuredOutputChatOptions.builder()
			.outputSchema(server.refused().contains("response_format") ? null : "{\"type\": \"object\"}")
			.maxTokens(100)
			.temperature(0.2)
			.topP(0.9)
			.frequencyPenalty(0.1)
			.presencePenalty(0.1)
			.stopSequences(List.of("END"))
			.build();
		return RoutingRequest.of(new Prompt("Two and two?", options));
	}

	private static void withRouter(Server server, Use use) {
		try (VendorStandIn vendor = VendorStandIn.answering(server.answer(), server.stream())) {
			DocumentedExample.runner(DocumentedExample.of(server.title()).get(0), vendor).run((context) -> {
				assertThat(context).hasNotFailed();
				use.with(context.getBean(ChatRouter.class), vendor);
			});
		}
	}

	private static void assertAsked(Server server, Received request, boolean streamed) {
		assertThat(request.url()).isEqualTo(server.baseUrl() + "/chat/completions");
		assertThat(request.headers().getFirst("authorization"))
			.isEqualTo(server.title().equals("LM Studio") ? null : "Bearer sk-test");
		assertThat(request.body().path("model").stringValue()).isEqualTo(server.model());
		assertThat(request.body().path(server.limit()).intValue()).isEqualTo(100);
		assertThat(request.body().propertyNames()).containsExactlyInAnyOrderElementsOf(fields(server, streamed));
	}

	private static List<String> fields(Server server, boolean streamed) {
		List<String> fields = new ArrayList<>(List.of("model", "messages", server.limit(), "temperature", "top_p",
				"frequency_penalty", "presence_penalty", "stop", "response_format"));
		if (streamed) {
			fields.addAll(List.of("stream", "stream_options"));
		}
		fields.removeAll(server.refused());
		return fields;
	}

	private static void assertReport(RoutingReport report, Server server, @Nullable TokenUsage usage) {
		List<String> dropped = server.refused()
			.stream()
			.filter((field) -> !List.of("stream_options", "response_format").contains(field))
			.toList();
		assertThat(report.dropped()).hasSameSizeAs(dropped);
		assertThat(report.model()).isEqualTo(server.model());
		if (usage != null) {
			assertThat(report.usage()).isEqualTo(usage);
		}
	}

	private static String text(List<RoutedChunk> chunks) {
		return chunks.stream()
			.filter(RoutedChunk.Content.class::isInstance)
			.map((chunk) -> ((RoutedChunk.Content) chunk).text())
			.collect(Collectors.joining());
	}

	@FunctionalInterface
	private interface Use {

		void with(ChatRouter router, VendorStandIn vendor);

	}

	/**
	 * A server.
	 *
	 * @param title of its section
	 * @param baseUrl in its example
	 * @param model that is asked
	 * @param limit name of the field that limits the answer
	 * @param notSent fields that it refuses, between spaces
	 * @param answer its answer, in the corpus
	 * @param stream its stream, in the corpus
	 * @param usage of the answer
	 * @param usageOfStream of the stream, {@code null} if it tells none
	 */
	record Server(String title, String baseUrl, String model, String limit, String notSent, String answer,
			String stream, TokenUsage usage, @Nullable TokenUsage usageOfStream) {

		List<String> refused() {
			return Stream.of(this.notSent.split(" ")).filter((field) -> !field.isEmpty()).toList();
		}

		@Override
		public String toString() {
			return this.title;
		}

	}

}
