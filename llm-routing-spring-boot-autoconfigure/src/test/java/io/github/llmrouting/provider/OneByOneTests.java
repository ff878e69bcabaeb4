package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class OneByOneTests {

	private final TestPublisher<Integer> source = TestPublisher.create();

	@Test
	void whatElementsAndTheEndAreMadeIntoComesInOrder() {
		StepVerifier.create(oneByOne(Flux.just(2, 0, 1)))
			.expectNext("2.1", "2.2", "1.1", "end 1", "end 2")
			.verifyComplete();
	}

	@Test
	void nothingIsAskedForBeforeThereIsDemandAndThenOneElementAtATime() {
		StepVerifier.create(oneByOne(this.source.flux()), 0)
			.then(() -> this.source.assertMaxRequested(0))
			.thenRequest(1)
			.then(() -> this.source.assertMaxRequested(1).next(2))
			.expectNext("2.1")
			.thenRequest(1)
			.expectNext("2.2")
			.then(() -> this.source.assertMaxRequested(1))
			.thenCancel()
			.verify();

		this.source.assertCancelled();
	}

	@Test
	void errorComesAfterWhatWasMadeBefore() {
		StepVerifier.create(oneByOne(this.source.flux()), 1)
			.then(() -> this.source.next(3).error(new IllegalStateException("broken")))
			.expectNext("3.1")
			.thenRequest(2)
			.expectNext("3.2", "3.3")
			.verifyErrorMessage("broken");
	}

	@Test
	void elementThatCannotBeReadEndsTheSourceAfterWhatWasMadeOfIt() {
		StepVerifier.create(oneByOne(this.source.flux()))
			.then(() -> this.source.next(1, -2))
			.expectNext("1.1", "-2.1", "-2.2")
			.verifyError(IllegalArgumentException.class);

		this.source.assertCancelled();
	}

	@Test
	void endThatCannotBeMadeIsAnError() {
		Flux<String> flux = new OneByOne<>(Flux.just(1), OneByOneTests::read, (made) -> {
			throw new IllegalStateException("no end");
		});

		StepVerifier.create(flux).expectNext("1.1").verifyErrorMessage("no end");
	}

	@Test
	void endIsMadeUnaskedButItsElementsWaitForDemand() {
		StepVerifier.create(oneByOne(Flux.just(1)), 1)
			.expectNext("1.1")
			.thenRequest(1)
			.expectNext("end 1")
			.thenRequest(1)
			.expectNext("end 2")
			.verifyComplete();
	}

	@Test
	void nothingFollowsACancelWithinAnElement() {
		StepVerifier.create(oneByOne(Flux.just(3, 1)).take(2)).expectNext("3.1", "3.2").verifyComplete();
	}

	@Test
	void elementsAfterTheCancelAreDiscarded() {
		List<Integer> discarded = new ArrayList<>();
		TestPublisher<Integer> stubborn = TestPublisher
			.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		TestSubscriber<String> subscriber = TestSubscriber.create();

		oneByOne(stubborn.flux()).doOnDiscard(Integer.class, discarded::add).subscribe(subscriber);
		subscriber.cancel();
		stubborn.next(5);

		assertThat(discarded).containsExactly(5);
		assertThat(subscriber.getReceivedOnNext()).isEmpty();
	}

	@RepeatedTest(20)
	void nothingIsLostWhenRequestsAndElementsComeFromDifferentThreads(RepetitionInfo repetition) {
		SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
		List<Integer> sizes = random.ints(500, 0, 4).boxed().toList();
		List<String> received = Collections.synchronizedList(new ArrayList<>());

		oneByOne(Flux.fromIterable(sizes).publishOn(Schedulers.parallel(), 1)).publishOn(Schedulers.boundedElastic(), 3)
			.doOnNext(received::add)
			.blockLast();

		assertThat(received).as("seed %s", repetition.getCurrentRepetition())
			.containsExactlyElementsOf(oneByOne(Flux.fromIterable(sizes)).collectList().block());
	}

	@Test
	void longRunOfElementsWithoutResultsNeedsNoStack() {
		BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
		};
		oneByOne(Flux.range(0, 200_000).map((i) -> 0)).subscribe(subscriber);

		assertThat(subscriber.isDisposed()).isTrue();
	}

	private static Flux<String> oneByOne(Flux<Integer> sizes) {
		return new OneByOne<>(sizes, OneByOneTests::read, (made) -> made.addAll(List.of("end 1", "end 2")));
	}

	private static void read(int size, List<String> made) {
		for (int i = 1; i <= Math.abs(size); i++) {
			made.add(size + "." + i);
		}
		if (size < 0) {
			throw new IllegalArgumentException("size: " + size);
		}
	}

}
