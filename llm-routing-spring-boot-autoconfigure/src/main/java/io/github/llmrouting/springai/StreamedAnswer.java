package io.github.llmrouting.springai;

import java.util.List;

import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutingReport;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Turns the chunks of the router into those of Spring AI, where the end of an answer is
 * one more response.
 */
final class StreamedAnswer {

	private static final ChatResponse NOTHING_YET = new ChatResponse(List.of());

	private StreamedAnswer() {
	}

	static Flux<ChatResponse> of(Flux<RoutedChunk> chunks) {
		return chunks.scanWith(() -> NOTHING_YET, StreamedAnswer::next).skip(1);
	}

	private static ChatResponse next(ChatResponse previous, RoutedChunk chunk) {
		if (chunk instanceof RoutedChunk.Content content) {
			return content.response();
		}
		RoutingReport report = ((RoutedChunk.End) chunk).report();
		return new ChatResponse(List.of(ending(report)), metadata(previous.getMetadata(), report));
	}

	private static Generation ending(RoutingReport report) {
		return new Generation(new AssistantMessage(""),
				ChatGenerationMetadata.builder().finishReason(report.finishReason().name()).build());
	}

	private static ChatResponseMetadata metadata(ChatResponseMetadata previous, RoutingReport report) {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.id(previous.getId())
			.model(StringUtils.hasText(previous.getModel()) ? previous.getModel() : report.model())
			.keyValue(RoutingReport.METADATA_KEY, report);
		if (report.usage() != null) {
			metadata.usage(report.usage());
		}
		return metadata.build();
	}

}
