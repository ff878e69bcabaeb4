package io.github.llmrouting.provider.chatmodel;

import java.util.List;

import io.github.llmrouting.FinishReason;
import io.github.llmrouting.provider.AnswerFacts;
import io.github.llmrouting.provider.ProviderAnswer;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Reads a whole answer. Messages and what else the model tells of them are kept. */
final class AnswerReader {

	private AnswerReader() {
	}

	/**
	 * Reads an answer.
	 * @param response of the chat model
	 * @param dropped options that were left out of the request
	 * @throws ProviderException with {@link Unreadable} if it is no answer
	 */
	static ProviderAnswer read(@Nullable ChatResponse response, List<String> dropped) {
		if (response == null) {
			throw empty();
		}
		List<Generation> parts = Contents.of(response.getResults());
		FinishReason reason = FinishReasons.inLightOf(FinishReasons.read(response), Contents.hasToolCalls(parts));
		if (parts.isEmpty() && !FinishReasons.cutsOff(reason)) {
			throw empty();
		}
		UsageReader usage = new UsageReader();
		usage.add(response.getMetadata().getUsage());
		AnswerFacts facts = new AnswerFacts(text(response.getMetadata().getId()),
				text(response.getMetadata().getModel()), reason, usage.usage(), dropped);
		return new ProviderAnswer(uniform(response, facts), facts);
	}

	/** Returns a whole answer as a stream has it. */
	static List<ProviderChunk> chunks(ProviderAnswer answer) {
		AnswerFacts facts = answer.facts();
		ProviderChunk end = new ProviderChunk.End(facts);
		List<Generation> parts = Contents.of(answer.response().getResults());
		return parts.isEmpty() ? List.of(end) : List.of(Contents.chunk(parts, facts.id(), facts.model()), end);
	}

	private static ProviderException empty() {
		return new ProviderException(new Unreadable("an empty answer"));
	}

	/** Models of the application's own may leave out what Spring AI says they cannot. */
	static String text(@Nullable String told) {
		return (told != null) ? told : "";
	}

	private static ChatResponse uniform(ChatResponse response, AnswerFacts facts) {
		ChatResponseMetadata told = response.getMetadata();
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.id(facts.id())
			.model(facts.model())
			.rateLimit(told.getRateLimit())
			.promptMetadata(told.getPromptMetadata());
		told.entrySet().forEach((entry) -> metadata.keyValue(entry.getKey(), entry.getValue()));
		if (facts.usage() != null) {
			metadata.usage(facts.usage());
		}
		return new ChatResponse(
				response.getResults().stream().map((part) -> uniform(part, facts.finishReason())).toList(),
				metadata.build());
	}

	private static Generation uniform(Generation part, FinishReason reason) {
		ChatGenerationMetadata told = part.getMetadata();
		ChatGenerationMetadata.Builder metadata = ChatGenerationMetadata.builder()
			.finishReason(reason.name())
			.contentFilters(told.getContentFilters());
		told.entrySet().forEach((entry) -> metadata.metadata(entry.getKey(), entry.getValue()));
		return new Generation(part.getOutput(), metadata.build());
	}

}
