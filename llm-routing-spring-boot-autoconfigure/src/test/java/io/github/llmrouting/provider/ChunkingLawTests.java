package io.github.llmrouting.provider;

import java.util.List;
import java.util.SplittableRandom;

import io.github.llmrouting.provider.anthropic.AnthropicClient;
import io.github.llmrouting.provider.gemini.GeminiClient;
import io.github.llmrouting.provider.ollama.OllamaClient;
import io.github.llmrouting.provider.openai.OpenAiClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream reads the same however the network cuts it. That every stream may be cut at
 * each of its bytes, the tests of each vendor show.
 */
class ChunkingLawTests {

	private static final long SEED = 4711;

	@ParameterizedTest
	@EnumSource
	void streamCutAtRandomReadsTheSame(Vendor vendor) {
		assertReadsTheSame(vendor, 500);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("proof")
	void streamCutAtRandomReadsTheSameAHundredThousandTimes(Vendor vendor) {
		assertReadsTheSame(vendor, 100_000 / Vendor.values().length);
	}

	private static void assertReadsTheSame(Vendor vendor, int rounds) {
		List<byte[]> streams = GoldenFiles.bytes(vendor.streams);
		ReplayedClient client = new ReplayedClient(vendor.factory, vendor.contentType);
		List<List<Object>> expected = streams.stream().map((stream) -> read(client, List.of(stream))).toList();
		SplittableRandom random = new SplittableRandom(SEED);
		for (int round = 0; round < rounds; round++) {
			int stream = round % streams.size();
			assertThat(read(client, Cuts.random(streams.get(stream), random)))
				.as("seed %d, round %d, stream %d", SEED, round, stream)
				.isEqualTo(expected.get(stream));
		}
	}

	/** Returns what the stream brings, and last the failure if it ends with one. */
	private static List<Object> read(ReplayedClient client, List<byte[]> pieces) {
		return client.stream(Flux.fromIterable(pieces).map(DefaultDataBufferFactory.sharedInstance::wrap))
			.onErrorResume(ProviderException.class, (ex) -> Mono.just(ex.failure()))
			.collectList()
			.block();
	}

	/** The vendors that have streams. */
	enum Vendor {

		OPENAI(OpenAiClient::create, "text/event-stream", "openai/streams/*.sse"),

		ANTHROPIC(AnthropicClient::create, "text/event-stream", "anthropic/streams/*.sse"),

		GEMINI(GeminiClient::create, "text/event-stream", "gemini/streams/*.sse"),

		OLLAMA(OllamaClient::create, "application/x-ndjson", "ollama/streams/*.ndjson");

		private final ReplayedClient.Factory factory;

		private final String contentType;

		private final String streams;

		Vendor(ReplayedClient.Factory factory, String contentType, String streams) {
			this.factory = factory;
			this.contentType = contentType;
			this.streams = streams;
		}

	}

}
