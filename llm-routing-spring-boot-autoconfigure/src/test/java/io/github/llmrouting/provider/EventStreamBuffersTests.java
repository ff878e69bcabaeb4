package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the {@link EventStreamDecoder} does to the buffers that it reads: how many it asks
 * for, and that none is left allocated.
 */
@Timeout(10)
class EventStreamBuffersTests {

	private static final int LIMIT = 100;

	private final NettyDataBufferFactory factory = new NettyDataBufferFactory(new UnpooledByteBufAllocator(false));

	private final List<ByteBuf> allocated = new CopyOnWriteArrayList<>();

	private final AtomicLong requested = new AtomicLong();

	@Test
	void buffersAreReleasedOnCompletion() {
		StepVerifier.create(decode("data: a\n\n", "", "data: b", "\n\ndata: cut off"))
			.expectNextCount(2)
			.verifyComplete();

		assertAllReleased(4);
	}

	@Test
	void buffersAreReleasedWhenAnEventIsTooLarge() {
		StepVerifier.create(decode("data: a\n\n", "x".repeat(101), "data: b\n\n"))
			.expectNextCount(1)
			.verifyError(ProviderException.class);

		assertAllReleased(2);
	}

	@Test
	void buffersAreReleasedWhenTheBodyFails() {
		TestPublisher<DataBuffer> body = TestPublisher.create();

		StepVerifier.create(EventStreamDecoder.decode(body.flux(), LIMIT), 1)
			.then(() -> body.next(allocate("data: a\n\ndata: b\n\n")))
			.expectNextCount(1)
			.then(() -> body.error(new IllegalStateException()))
			.thenRequest(2)
			.expectNextCount(1)
			.verifyError(IllegalStateException.class);

		assertAllReleased(1);
	}

	@Test
	void errorOfTheBodyIsHeldBackUntilTheEventsBeforeItAreRead() {
		Flux<DataBuffer> body = decodable("data: a\n\ndata: b\n\n").concatWith(Flux.error(new IllegalStateException()));

		StepVerifier.create(EventStreamDecoder.decode(body.hide(), LIMIT), 0)
			.thenRequest(1)
			.expectNext(new ServerSentEvent("message", "a"))
			.thenRequest(1)
			.expectNext(new ServerSentEvent("message", "b"))
			.thenRequest(1)
			.verifyError(IllegalStateException.class);
	}

	@Test
	void errorOfTheBodyDoesNotOvertakeTheEventsInAQueueBehind() {
		Flux<DataBuffer> body = decodable("data: a\n\ndata: b\n\n").concatWith(Flux.error(new IllegalStateException()));

		StepVerifier.create(EventStreamDecoder.decode(body.hide(), LIMIT).concatMapIterable(List::of, 1), 0)
			.thenRequest(1)
			.expectNext(new ServerSentEvent("message", "a"))
			.thenRequest(1)
			.expectNext(new ServerSentEvent("message", "b"))
			.verifyError(IllegalStateException.class);
	}

	@Test
	void endNeedsNoRequest() {
		StepVerifier.create(decode("data: a\n\n"), 1).expectNextCount(1).verifyComplete();
	}

	@Test
	void nothingIsReadBeforeItIsAskedFor() {
		StepVerifier.create(decode("data: a\n\n", "data: b\n\n"), 0)
			.expectSubscription()
			.thenAwait()
			.thenCancel()
			.verify();

		assertAllReleased(0);
	}

	@Test
	void bufferReadAheadIsReleasedOnCancelThoughNobodyAskedForIt() {
		TestSubscriber<ServerSentEvent> events = TestSubscriber.builder().initialRequest(1).build();
		decode("data: a\n\n", "data: b\n\n", "data: c\n\n").subscribe(events);
		events.cancel();

		assertThat(events.getReceivedOnNext()).hasSize(1);
		assertAllReleased(2);
	}

	@Test
	void buffersAreReleasedOnCancelBetweenTheEventsOfOne() {
		StepVerifier.create(decode("data: a\n\n", "data: b\n\ndata: c\n\n", "data: d\n\n"), 2)
			.expectNextCount(2)
			.thenCancel()
			.verify();

		assertAllReleased(2);
	}

	@Test
	void bufferThatComesAfterTheCancelIsReleased() {
		TestPublisher<DataBuffer> body = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);

		TestSubscriber<ServerSentEvent> events = TestSubscriber.create();
		EventStreamDecoder.decode(body.flux(), LIMIT).subscribe(events);
		events.cancel();
		body.next(allocate("data: late\n\n"));

		assertAllReleased(1);
	}

	@Test
	void cancelReachesTheBody() {
		TestPublisher<DataBuffer> body = TestPublisher.create();

		StepVerifier.create(EventStreamDecoder.decode(body.flux(), LIMIT)).thenCancel().verify();

		body.assertCancelled();
	}

	@Test
	void requestForOneEventReadsOneBufferAheadAtMost() {
		Flux<ServerSentEvent> events = decode("data: a\n\n", "data: b\n\n", "data: c\n\n", "data: d\n\n");

		StepVerifier.create(events, 1)
			.expectNextCount(1)
			.then(() -> assertThat(this.allocated).hasSizeLessThanOrEqualTo(2))
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(this.allocated).hasSizeLessThanOrEqualTo(3))
			.thenCancel()
			.verify();

		assertThat(this.requested).hasValueLessThanOrEqualTo(3);
		assertAllReleased(this.allocated.size());
	}

	@Test
	void buffersWithoutAnEventAreReadUntilTheRequestIsMet() {
		StepVerifier.create(decode("data: a", ": x\n", "\n", "\n", "data: b\n\n", "data: c\n\n", "data: d\n\n"), 1)
			.expectNext(new ServerSentEvent("message", "a: x"))
			.then(() -> assertThat(this.allocated).hasSizeBetween(3, 5))
			.thenRequest(1)
			.expectNext(new ServerSentEvent("message", "b"))
			.thenCancel()
			.verify();
	}

	private Flux<ServerSentEvent> decode(String... buffers) {
		return EventStreamDecoder.decode(decodable(buffers).hide(), LIMIT);
	}

	private Flux<DataBuffer> decodable(String... buffers) {
		return Flux.fromArray(buffers).hide().doOnRequest(this.requested::addAndGet).map(this::allocate);
	}

	private DataBuffer allocate(String text) {
		NettyDataBuffer buffer = this.factory.allocateBuffer(16);
		buffer.write(text, StandardCharsets.UTF_8);
		this.allocated.add(buffer.getNativeBuffer());
		return buffer;
	}

	private void assertAllReleased(int buffers) {
		assertThat(this.allocated).hasSize(buffers).allSatisfy((buffer) -> assertThat(buffer.refCnt()).isZero());
	}

}
