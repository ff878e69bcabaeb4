package io.github.llmrouting.provider.ollama;

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

/** Writes down, line by line, all that an answer or a stream brought. */
final class OllamaTranscript {

	private OllamaTranscript() {
	}

	static String of(Mono<ProviderAnswer> answer) {
		return answer.map((whole) -> of(whole.response()) + of(whole.facts()))
			.onErrorResume(ProviderException.class, (ex) -> Mono.just(of(ex)))
			.block();
	}

	static String of(Flux<ProviderChunk> chunks) {
		StringBuilder lines = new StringBuilder();
		chunks.map(OllamaTranscript::of)
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

	private static String of(ProviderException ex) {
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

	private static String of(AnswerFacts facts) {
		TokenUsage usage = facts.usage();
		return "end %s, model %s, usage %d read, %d written\n".formatted(facts.finishReason().tag(),
				quoted(facts.model()), usage.totalInput(), usage.totalOutput());
	}

	private static String quoted(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

}
