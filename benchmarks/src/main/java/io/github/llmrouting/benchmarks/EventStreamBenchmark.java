package io.github.llmrouting.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.llmrouting.provider.EventStreamDecoder;
import io.github.llmrouting.provider.ServerSentEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.core.ResolvableType;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;

/** Our decoder of event streams beside Spring's, for one streamed answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventStreamBenchmark {

	private static final ResolvableType EVENT = ResolvableType
		.forClassWithGenerics(org.springframework.http.codec.ServerSentEvent.class, String.class);

	private static final int MAX_EVENT_BYTES = 1024 * 1024;

	private final ServerSentEventHttpMessageReader reader = new ServerSentEventHttpMessageReader(
			StringDecoder.textPlainOnly());

	/** Whether each event comes in a buffer of its own. */
	@Param({ "true", "false" })
	boolean split;

	/** Decodes a stream by our decoder. */
	@Benchmark
	public @Nullable ServerSentEvent ours() {
		return EventStreamDecoder.decode(body(), MAX_EVENT_BYTES).blockLast();
	}

	/** Decodes a stream by Spring's reader. */
	@Benchmark
	public @Nullable Object springs() {
		return this.reader.read(EVENT, new Message(body()), Map.of()).blockLast();
	}

	private Flux<DataBuffer> body() {
		List<byte[]> events = Wire.EVENTS;
		Flux<DataBuffer> buffers = Flux.fromIterable(events).map(DefaultDataBufferFactory.sharedInstance::wrap);
		return this.split ? buffers : Flux.defer(() -> Flux.just(join(events)));
	}

	private static DataBuffer join(List<byte[]> events) {
		DataBuffer joined = DefaultDataBufferFactory.sharedInstance.allocateBuffer(16 * 1024);
		events.forEach(joined::write);
		return joined;
	}

	/** The message that Spring's reader wants around a body. */
	private record Message(Flux<DataBuffer> body) implements ReactiveHttpInputMessage {

		@Override
		public Flux<DataBuffer> getBody() {
			return this.body;
		}

		@Override
		public HttpHeaders getHeaders() {
			return HttpHeaders.EMPTY;
		}

	}

}
