package io.github.llmrouting.provider;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class UntilLastTests {

	private static final Duration PATIENCE = Duration.ofMillis(250);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final TestPublisher<String> source = TestPublisher.create();

	private final Flux<String> untilLast = new UntilLast<>(this.source.flux(), "last"::equals, PATIENCE, this.time);

	@Test
	void completesWithTheLastElementAndLetsTheSourceRunOut() {
		StepVerifier.create(this.untilLast)
			.then(() -> this.source.next("first", "last"))
			.expectNext("first", "last")
			.verifyComplete();
		this.source.assertNotCancelled();

		this.source.next("more").complete();
		this.time.advanceTimeBy(PATIENCE.multipliedBy(2));

		this.source.assertNotCancelled();
	}

	@Test
	void sourceThatDoesNotEndIsCancelledInTheEnd() {
		StepVerifier.create(this.untilLast).then(() -> this.source.next("last")).expectNext("last").verifyComplete();

		this.time.advanceTimeBy(PATIENCE);

		this.source.assertCancelled();
	}

	@Test
	void subscriberThatHasEnoughWithTheLastElementDoesNotCancelTheSource() {
		StepVerifier.create(this.untilLast.takeUntil("last"::equals))
			.then(() -> this.source.next("last"))
			.expectNext("last")
			.verifyComplete();

		this.source.assertNotCancelled();
	}

	@Test
	void cancelBeforeTheLastElementReachesTheSourceAtOnce() {
		StepVerifier.create(this.untilLast)
			.then(() -> this.source.next("first"))
			.expectNext("first")
			.thenCancel()
			.verify();

		this.source.assertCancelled();
	}

	@Test
	void endAndErrorOfTheSourceBeforeTheLastElementPassThrough() {
		StepVerifier.create(this.untilLast).then(this.source::complete).verifyComplete();
		StepVerifier
			.create(new UntilLast<>(Flux.error(new IllegalStateException()), "last"::equals, PATIENCE, this.time))
			.verifyError(IllegalStateException.class);
	}

	@Test
	void errorAfterTheLastElementIsOfNoInterest() {
		StepVerifier.create(this.untilLast)
			.then(() -> this.source.next("last").error(new IllegalStateException()))
			.expectNext("last")
			.verifyComplete();
	}

	@Test
	void nothingIsRequestedThatNobodyAskedForBeforeTheLastElement() {
		StepVerifier.create(this.untilLast, 1)
			.then(() -> this.source.next("first"))
			.expectNext("first")
			.then(() -> this.source.assertMaxRequested(1))
			.thenCancel()
			.verify();
	}

}
