package io.github.llmrouting.provider.openai;

import java.util.List;

import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;

/** Writes answers and streams as lines of text, one for each thing that was read. */
final class Rendering {

	private Rendering() {
	}

	static String of(ProviderAnswer answer) {
		return of(answer.response()) + of(answer.facts());
	}

	/** Returns all chunks, and how the stream failed if it did. */
	static String of(Flux<ProviderChunk> chunks) {
		StringBuilder lines = new StringBuilder();
		chunks.map(Rendering::of)
			.onErrorResume(ProviderException.class, (ex) -> Mono.just(of(ex)))
			.doOnNext(lines::append)
			.blockLast();
		return lines.toString();
	}

	private static String of(ProviderChunk chunk) {
		if (chunk instanceof ProviderChunk.Content content) {
			return of(content.response());
		}
		return (chunk instanceof ProviderChunk.End end) ? of(end.facts()) : "progress\n";
	}

	static String of(ProviderException ex) {
		return "failed " + ex.failure().getClass().getSimpleName() + ": " + ex.failure().detail() + "\n";
	}

	private static String of(ChatResponse response) {
		AssistantMessage message = response.getResult().getOutput();
		StringBuilder lines = new StringBuilder();
		Object reasoning = message.getMetadata().get(ChatResponses.REASONING);
		if (reasoning != null) {
			lines.append("reasoning ").append(quoted(reasoning)).append('\n');
		}
		if (message.getText() != null && !message.getText().isEmpty()) {
			lines.append("text ").append(quoted(message.getText())).append('\n');
		}
		message.getToolCalls()
			.forEach((call) -> lines
				.append(String.join(" ", "tool", call.id(), call.type(), call.name(), call.arguments()))
				.append('\n'));
		return lines.toString();
	}

	private static String quoted(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

	private static String of(AnswerFacts facts) {
		return "end " + String.join(", ", List.of(facts.finishReason().tag(), "id " + quoted(facts.id()),
				"model " + quoted(facts.model()), "usage " + of(facts.usage()))) + "\n";
	}

	private static String of(TokenUsage usage) {
		if (usage == null) {
			return "unknown";
		}
		return "%d + %d cached + %d written, %d + %d thought".formatted(usage.input(), usage.cachedInput(),
				usage.cacheWrite5m() + usage.cacheWrite1h(), usage.output(), usage.reasoning());
	}

}
