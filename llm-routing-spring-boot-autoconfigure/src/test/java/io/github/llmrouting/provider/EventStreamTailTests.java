package io.github.llmrouting.provider;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamTailTests {

	@Test
	void bareErrorAtTheEndIsTheLastEvent() {
		StepVerifier.create(decode("data: 1\n\n{\n  \"error\": {}\n}"))
			.expectNext(new ServerSentEvent("message", "1"))
			.expectNext(new ServerSentEvent("message", "{\n  \"error\": {}\n}\n"))
			.verifyComplete();
	}

	@Test
	void bareTextThatIsNoErrorIsIgnored() {
		StepVerifier.create(decode("{\"id\": 1}\n\n[1]\n\n{\"error\": \ndata: 1\n\n}"))
			.expectNext(new ServerSentEvent("message", "1"))
			.verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 1000 })
	void bufferIsReleasedOnceWhetherOrNotAnEventIsTooLong(int maxEventBytes) {
		ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer().writeBytes("data: 12345\n\n".getBytes()).retain();
		DataBuffer buffer = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT).wrap(bytes);

		EventStreamDecoder.decode(Flux.just(buffer).hide(), maxEventBytes).onErrorComplete().blockLast();

		assertThat(bytes.refCnt()).isOne();
		bytes.release();
	}

	private static Flux<ServerSentEvent> decode(String stream) {
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		return EventStreamDecoder.decode(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)), 1000);
	}

}
