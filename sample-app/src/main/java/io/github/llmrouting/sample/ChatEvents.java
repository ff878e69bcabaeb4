package io.github.llmrouting.sample;

import java.util.List;

import io.github.llmrouting.RoutedChunk;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.ServerSentEvent;

/** Server-sent events of a streamed answer. */
final class ChatEvents {

	private ChatEvents() {
	}

	/** Returns the event of a chunk, none if the chunk holds no text. */
	static List<ServerSentEvent<Object>> of(RoutedChunk chunk) {
		if (chunk instanceof RoutedChunk.Content content) {
			String text = content.text();
			return text.isEmpty() ? List.of() : List.of(event("chunk", new ChatPiece(text)));
		}
		return List.of(event("report", ChatReport.of(((RoutedChunk.End) chunk).report())));
	}

	/** Returns the event that ends a stream which broke. */
	static Mono<ServerSentEvent<Object>> ofError(Throwable error) {
		return Mono.just(event("error", ChatProblem.of(error)));
	}

	private static ServerSentEvent<Object> event(String name, Object data) {
		return ServerSentEvent.builder().event(name).data(data).build();
	}

}
