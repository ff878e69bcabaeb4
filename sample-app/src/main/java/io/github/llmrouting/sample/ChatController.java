package io.github.llmrouting.sample;

import io.github.llmrouting.ChatRouter;
import jakarta.validation.Valid;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Chat over HTTP: the answer as a whole, or as it is written. */
@RestController
final class ChatController {

	private final ChatRouter router;

	ChatController(ChatRouter router) {
		this.router = router;
	}

	@PostMapping(path = "/chat", produces = MediaType.APPLICATION_JSON_VALUE)
	Mono<ChatAnswer> chat(@Valid @RequestBody ChatQuestion question) {
		return this.router.call(question.toRequest()).map(ChatAnswer::of);
	}

	/**
	 * Returns events {@code chunk}, then one event {@code report}. A stream that breaks
	 * after its first chunk ends with an event {@code error} in the place of the report;
	 * what fails before that fails as {@link #chat} does.
	 */
	@PostMapping(path = "/chat/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> stream(@Valid @RequestBody ChatQuestion question) {
		return this.router.stream(question.toRequest())
			.concatMapIterable(ChatEvents::of)
			.switchOnFirst((first, events) -> first.isOnError() ? events : events.onErrorResume(ChatEvents::ofError));
	}

}
