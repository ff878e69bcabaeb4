package io.github.llmrouting.provider.gemini;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ServerSentEvent;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** A stream that stays open, or breaks, after the finish reason. */
class GeminiGraceTests {

	private static final Duration GRACE = Duration.ofSeconds(1);

	private static final ServerSentEvent FINISH = event(
			"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"4\"}]},\"finishReason\":\"STOP\"}]}");

	private static final ServerSentEvent USAGE = event(
			"{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":3}}");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final GeminiStreamReader reader = new GeminiStreamReader(List.of(),
			new GeminiFailureClassifier(InstantSource.system()), 10_000, GRACE, this.time);

	@Test
	void answerIsWholeWhenNothingCameForAMomentAfterItsFinishReason() {
		List<ProviderChunk> chunks = new ArrayList<>();
		this.reader.read(Flux.just(FINISH).concatWith(Flux.never())).subscribe(chunks::add);

		this.time.advanceTimeBy(GRACE.minusMillis(1));
		assertThat(chunks).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMillis(1));

		assertThat(chunks).hasSize(2).last().isInstanceOf(ProviderChunk.End.class);
	}

	@Test
	void usageAfterTheFinishReasonIsReadHoweverLateItIsAskedFor() {
		StepVerifier.create(this.reader.read(Flux.just(FINISH, USAGE).concatWith(Flux.never())), 1)
			.expectNextCount(1)
			.then(() -> this.time.advanceTimeBy(GRACE.multipliedBy(10)))
			.thenRequest(1)
			.then(() -> this.time.advanceTimeBy(GRACE))
			.assertNext((end) -> assertThat(((ProviderChunk.End) end).facts().usage()).isEqualTo(TokenUsage.of(9, 3)))
			.verifyComplete();
	}

	@Test
	void breakAfterTheFinishReasonDoesNotMatter() {
		StepVerifier
			.create(this.reader.read(Flux.just(FINISH).concatWith(Flux.error(new IllegalStateException("broken")))))
			.expectNextCount(2)
			.verifyComplete();
	}

	private static ServerSentEvent event(String json) {
		return new ServerSentEvent("message", json);
	}

}
