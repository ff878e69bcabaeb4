package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.publisher.TestPublisher.Violation;
import reactor.test.subscriber.TestSubscriber;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(10)
class ContentTimeoutTests {

	private static final Duration FIRST = Duration.ofSeconds(30);

	private static final Duration NEXT = Duration.ofSeconds(20);

	private static final Duration WHOLE = Duration.ofDays(1);

	private static final Duration INSTANT = Duration.ofMillis(1);

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final TestPublisher<String> source = TestPublisher.create();

	@AfterEach
	void dispose() {
		this.scheduler.dispose();
	}

	@Test
	void streamWithoutAFirstElementEndsAndIsCancelled() {
		StepVerifier.create(timed(this.source))
			.then(() -> pass(FIRST.minus(INSTANT)))
			.then(this.source::assertNotCancelled)
			.then(() -> pass(INSTANT))
			.verifyErrorSatisfies((error) -> assertTimedOut(error, "no content within PT30S"));

		this.source.assertCancelled(1);
	}

	@Test
	void streamThatPausesForTooLongEndsAndIsCancelled() {
		StepVerifier.create(timed(this.source))
			.then(() -> this.source.next("a"))
			.expectNext("a")
			.then(() -> pass(NEXT.minus(INSTANT)))
			.then(this.source::assertNotCancelled)
			.then(() -> pass(INSTANT))
			.verifyErrorSatisfies((error) -> assertTimedOut(error, "no further content within PT20S"));

		this.source.assertCancelled(1);
	}

	@Test
	void everyElementGivesTheNextItsWholeTime() {
		StepVerifier.create(timed(this.source))
			.then(() -> pass(FIRST.minus(INSTANT)))
			.then(() -> this.source.next("a"))
			.expectNext("a")
			.then(() -> pass(NEXT.minus(INSTANT)))
			.then(() -> this.source.next("b"))
			.expectNext("b")
			.then(() -> pass(NEXT.minus(INSTANT)))
			.then(() -> this.source.next("c").complete())
			.expectNext("c")
			.verifyComplete();
	}

	@Test
	void slowConsumerDoesNotTripIt() {
		StepVerifier.create(timed(this.source), 1)
			.then(() -> this.source.next("a"))
			.expectNext("a")
			.then(() -> pass(NEXT.multipliedBy(10)))
			.thenRequest(1)
			.then(() -> pass(NEXT.minus(INSTANT)))
			.then(() -> this.source.next("b"))
			.expectNext("b")
			.then(() -> pass(NEXT.multipliedBy(10)))
			.then(this.source::complete)
			.verifyComplete();
	}

	@Test
	void consumerThatHasNotAskedYetDoesNotTripIt() {
		StepVerifier.create(timed(this.source), 0)
			.then(() -> pass(FIRST.multipliedBy(10)))
			.thenRequest(1)
			.then(() -> pass(FIRST.minus(INSTANT)))
			.then(() -> this.source.next("a").complete())
			.expectNext("a")
			.verifyComplete();
	}

	@Test
	void consumerThatIsBusyWithAnElementDoesNotTripItWhateverItHasAskedFor() {
		Flux<String> busy = timed(this.source).doOnNext((element) -> pass(NEXT.multipliedBy(10)));

		StepVerifier.create(busy)
			.then(() -> this.source.next("a", "b"))
			.expectNext("a", "b")
			.then(() -> pass(NEXT.minus(INSTANT)))
			.then(this.source::complete)
			.verifyComplete();
	}

	@Test
	void consumerThatIsBusyAfterAskingForMoreDoesNotTripIt() {
		List<String> received = new ArrayList<>();
		timed(this.source).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(1);
			}

			@Override
			protected void hookOnNext(String element) {
				request(1);
				pass(NEXT.multipliedBy(10));
				received.add(element);
			}

		});

		this.source.next("a");
		pass(NEXT.minus(INSTANT));
		this.source.next("b");

		assertThat(received).containsExactly("a", "b");
		this.source.assertNotCancelled();
	}

	@Test
	void timeBeginsWhenTheSlowConsumerAsksAgain() {
		StepVerifier.create(timed(this.source), 1)
			.then(() -> this.source.next("a"))
			.expectNext("a")
			.then(() -> pass(NEXT.multipliedBy(10)))
			.thenRequest(1)
			.then(() -> pass(NEXT))
			.verifyErrorSatisfies((error) -> assertTimedOut(error, "no further content within PT20S"));
	}

	@Test
	void askingForMoreWhileWaitingDoesNotExtendTheTime() {
		StepVerifier.create(timed(this.source), 1)
			.then(() -> pass(FIRST.minus(INSTANT)))
			.thenRequest(1)
			.thenRequest(5)
			.then(() -> pass(INSTANT))
			.verifyErrorSatisfies((error) -> assertTimedOut(error, "no content within PT30S"));
	}

	@Test
	void askingWithinAnElementStartsTheTimeAfterIt() {
		Flux<String> oneByOne = timed(this.source).limitRate(1);

		StepVerifier.create(oneByOne)
			.then(() -> this.source.next("a"))
			.expectNext("a")
			.then(() -> pass(NEXT))
			.verifyErrorSatisfies((error) -> assertTimedOut(error, "no further content within PT20S"));
	}

	@Test
	void requestsReachTheSourceAsTheyAre() {
		StepVerifier.create(timed(this.source), 2)
			.then(() -> this.source.assertMaxRequested(2))
			.thenRequest(3)
			.then(() -> this.source.assertMinRequested(5).assertMaxRequested(5))
			.thenCancel()
			.verify();
	}

	@Test
	void errorOfTheSourcePassesThrough() {
		StepVerifier.create(timed(this.source))
			.then(() -> this.source.error(new IllegalStateException()))
			.verifyError(IllegalStateException.class);
	}

	@Test
	void nothingFollowsTheEndThoughTimePasses() {
		TestSubscriber<String> subscriber = TestSubscriber.create();
		timed(this.source).subscribe(subscriber);

		this.source.next("a").complete();
		pass(FIRST.multipliedBy(10));

		assertThat(subscriber.getReceivedOnNext()).containsExactly("a");
		assertThat(subscriber.isTerminatedComplete()).isTrue();
		assertThat(subscriber.getProtocolErrors()).isEmpty();
	}

	@Test
	void cancelStopsTheTimerAndTheSource() {
		StepVerifier.create(timed(this.source)).then(() -> this.source.next("a")).expectNext("a").thenCancel().verify();
		pass(FIRST.multipliedBy(10));

		this.source.assertCancelled(1);
	}

	@Test
	void elementsAndErrorsOfASourceThatDoesNotStopAreDiscardedAfterTheTimeout() {
		TestPublisher<String> stubborn = TestPublisher.createNoncompliant(Violation.CLEANUP_ON_TERMINATE);

		StepVerifier.create(timed(stubborn))
			.then(() -> pass(FIRST))
			.then(() -> stubborn.next("late").error(new IllegalStateException()))
			.expectErrorSatisfies((error) -> assertTimedOut(error, "no content within PT30S"))
			.verifyThenAssertThat()
			.hasDiscardedExactly("late")
			.hasNotDroppedErrors();
	}

	@Test
	void everySubscriptionHasItsOwnTime() {
		Flux<String> twice = timed(this.source);

		StepVerifier.create(twice).then(() -> pass(FIRST)).verifyError(ProviderException.class);
		StepVerifier.create(twice)
			.then(() -> pass(FIRST.minus(INSTANT)))
			.then(() -> this.source.next("a").complete())
			.expectNext("a")
			.verifyComplete();
	}

	@Test
	void wholeStreamHasItsTimeWhateverTheConsumerDoes() {
		StepVerifier.create(timed(this.source), 1)
			.then(() -> this.source.next("a"))
			.expectNext("a")
			.then(() -> pass(WHOLE.minus(INSTANT)))
			.then(this.source::assertNotCancelled)
			.then(() -> pass(INSTANT))
			.verifyErrorSatisfies((error) -> assertTimedOut(error, "no whole answer within PT24H"));

		this.source.assertCancelled(1);
	}

	@Test
	void timeThatIsOverWithinAnElementIsToldAfterIt() {
		List<String> signals = new ArrayList<>();
		timed(this.source).doOnNext((element) -> {
			signals.add("begin " + element);
			pass(WHOLE);
			signals.add("end " + element);
		}).subscribe((element) -> signals.add(element), (error) -> signals.add("error"));

		this.source.next("a");

		assertThat(signals).containsExactly("begin a", "end a", "a", "error");
	}

	@Test
	void contextPassesThroughToTheSource() {
		Flux<String> fromContext = Flux.deferContextual((context) -> Flux.just(context.<String>get("key")));

		StepVerifier.create(timed(fromContext).contextWrite((context) -> context.put("key", "value")))
			.expectNext("value")
			.verifyComplete();
	}

	private Flux<String> timed(Publisher<String> source) {
		return new ContentTimeout<>(Flux.from(source), FIRST, NEXT, WHOLE, this.scheduler);
	}

	private void pass(Duration time) {
		this.scheduler.advanceTimeBy(time);
	}

	private static void assertTimedOut(Throwable error, String detail) {
		assertThat(error).isInstanceOf(ProviderException.class);
		assertThat(((ProviderException) error).failure()).isEqualTo(new TimedOut(detail));
	}

}
