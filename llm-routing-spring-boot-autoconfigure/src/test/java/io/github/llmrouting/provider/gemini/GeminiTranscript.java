package io.github.llmrouting.provider.gemini;

import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ChatResponses;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;

/** Writes down, line by line, all that an answer or a stream brought. */
final class GeminiTranscript {

	private final List<String> lines = new ArrayList<>();

	private GeminiTranscript() {
	}

	static List<String> of(Mono<ProviderAnswer> answer) {
		GeminiTranscript transcript = new GeminiTranscript();
		answer.doOnNext(transcript::add).onErrorResume(ProviderException.class, transcript::addFailure).then().block();
		return transcript.lines;
	}

	static List<String> of(Flux<ProviderChunk> stream) {
		GeminiTranscript transcript = new GeminiTranscript();
		stream.doOnNext(transcript::add).then().onErrorResume(ProviderException.class, transcript::addFailure).block();
		return transcript.lines;
	}

	private void add(ProviderAnswer answer) {
		add(answer.response());
		add(answer.facts());
		assertThatMetadataIs(answer.facts(), answer.response());
	}

	private static void assertThatMetadataIs(AnswerFacts facts, ChatResponse response) {
		boolean same = response.getMetadata().getId().equals(facts.id())
				&& response.getMetadata().getModel().equals(facts.model())
				&& facts.finishReason().name().equals(response.getResult().getMetadata().getFinishReason())
				&& (facts.usage() == null || facts.usage().equals(response.getMetadata().getUsage()));
		if (!same) {
			throw new AssertionError("metadata: " + response.getMetadata() + " (expected: " + facts + ")");
		}
	}

	private void add(ProviderChunk chunk) {
		if (chunk instanceof ProviderChunk.Content content) {
			add(content.response());
		}
		else if (chunk instanceof ProviderChunk.End end) {
			add(end.facts());
		}
		else {
			this.lines.add("progress");
		}
	}

	private void add(ChatResponse response) {
		AssistantMessage message = response.getResult().getOutput();
		Object reasoning = message.getMetadata().get(ChatResponses.REASONING);
		if (reasoning != null) {
			this.lines.add("reasoning |" + reasoning.toString().replace("\n", " / ") + "|");
		}
		if (message.getText() != null && !message.getText().isEmpty()) {
			this.lines.add("text |" + message.getText() + "|");
		}
		message.getToolCalls().forEach(this::add);
		Object signatures = message.getMetadata().get(GeminiClient.THOUGHT_SIGNATURES);
		if (signatures != null) {
			this.lines.add("signatures " + signatures);
		}
	}

	private void add(ToolCall call) {
		this.lines.add(call.type() + " " + call.id() + " " + call.name() + " " + call.arguments());
	}

	private void add(AnswerFacts facts) {
		this.lines.add("end " + facts.finishReason() + " id |" + facts.id() + "| model |" + facts.model() + "|");
		TokenUsage usage = facts.usage();
		this.lines.add((usage == null) ? "usage unknown" : "usage input %d, cached %d, output %d, reasoning %d"
			.formatted(usage.input(), usage.cachedInput(), usage.output(), usage.reasoning()));
	}

	private <T> Mono<T> addFailure(ProviderException exception) {
		ProviderFailure failure = exception.failure();
		this.lines.add("failure " + failure.getClass().getSimpleName() + " |" + failure.detail() + "|");
		return Mono.empty();
	}

}
