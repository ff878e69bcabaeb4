package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * Plays any bytes to a reader of streams and checks what must hold whatever they are: the
 * reader ends once, with a {@link ProviderException} if with an error, gives every buffer
 * back, also when it is cancelled, and reads the same wherever the bytes are cut.
 */
public final class HostileStream {

	private static final NettyDataBufferFactory FACTORY = new NettyDataBufferFactory(
			new UnpooledByteBufAllocator(false));

	private final Function<Flux<DataBuffer>, Flux<?>> reader;

	/**
	 * Creates the player of streams to one reader.
	 * @param reader reads a stream on the thread that subscribes
	 */
	public HostileStream(Function<Flux<DataBuffer>, Flux<?>> reader) {
		this.reader = reader;
	}

	/** Plays the bytes whole and cut; where, depends on nothing but the bytes. */
	public void play(byte[] bytes) {
		List<Object> read = read(List.of(bytes), Long.MAX_VALUE);
		SplittableRandom random = new SplittableRandom(Arrays.hashCode(bytes));
		List<byte[]> cut = Cuts.random(bytes, random);
		requireSame(read, read(cut, Long.MAX_VALUE));
		if (random.nextInt(8) == 0) {
			int demand = random.nextInt(1, 4);
			List<Object> part = read(cut, demand);
			requireSame(read.subList(0, Math.min(part.size(), read.size())), part);
		}
	}

	private static void requireSame(List<Object> expected, List<Object> read) {
		if (!expected.equals(read)) {
			throw new AssertionError("expected " + expected + " but read " + read);
		}
	}

	private List<Object> read(List<byte[]> pieces, long demand) {
		List<ByteBuf> allocated = new ArrayList<>();
		Flux<DataBuffer> body = Flux.fromIterable(pieces).map((piece) -> allocate(piece, allocated));
		SignalLog log = new SignalLog(demand);
		this.reader.apply(body.hide()).subscribe(log);
		for (ByteBuf buffer : allocated) {
			if (buffer.refCnt() != 0) {
				throw new AssertionError("a buffer is left with " + buffer.refCnt() + " references");
			}
		}
		return log.signals();
	}

	private static DataBuffer allocate(byte[] bytes, List<ByteBuf> allocated) {
		NettyDataBuffer buffer = FACTORY.allocateBuffer(Math.max(1, bytes.length));
		buffer.write(bytes);
		allocated.add(buffer.getNativeBuffer());
		return buffer;
	}

}
