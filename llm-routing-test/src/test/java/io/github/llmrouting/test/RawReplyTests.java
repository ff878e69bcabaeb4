package io.github.llmrouting.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.PrematureCloseException;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class RawReplyTests {

	private final ProviderSimulator provider = ProviderSimulator.openAi();

	private final SimulatorClient client = SimulatorClient.openAi(this.provider);

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@Test
	void bodyIsSentAsGiven() {
		this.provider.reply(SimulatedReply.raw(200, "text/html", "<p>Please log in ä</p>"));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers().get("content-type")).isEqualTo("text/html");
		assertThat(answer.headers().contains("x-request-id")).isFalse();
		assertThat(answer.body()).isEqualTo("<p>Please log in ä</p>");
	}

	@Test
	void contentTypeMayBeMissing() {
		this.provider.reply(SimulatedReply.raw(200, null, "{}"));

		assertThat(call().headers().contains("content-type")).isFalse();
	}

	@Test
	void segmentsMaySplitACharacter() {
		byte[] bytes = "data: ä€😀\n\n".getBytes(StandardCharsets.UTF_8);
		byte[][] segments = new byte[bytes.length][];
		for (int index = 0; index < bytes.length; index++) {
			segments[index] = new byte[] { bytes[index] };
		}
		this.provider.reply(SimulatedReply.raw(200, "text/event-stream", segments).tokenEvery(Duration.ofMillis(1)));

		assertThat(call().body()).isEqualTo("data: ä€😀\n\n");
	}

	@Test
	void segmentsAreTokensOfAFault() {
		this.provider.reply(
				SimulatedReply
					.raw(200, "text/plain", "a".getBytes(StandardCharsets.UTF_8), "b".getBytes(StandardCharsets.UTF_8),
							"c".getBytes(StandardCharsets.UTF_8))
					.cutAfter(2));

		Received answer = call();

		assertThat(answer.body()).isEqualTo("ab");
		assertThat(answer.error()).isInstanceOf(PrematureCloseException.class);
	}

	@Test
	void bodyMayBeEmpty() {
		this.provider.reply(SimulatedReply.raw(200, "application/json"));

		Received answer = call();

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void statusBelow400HasNoBody() {
		this.provider.next(SimulatedReply.status(204), SimulatedReply.status(302).header("Location", "/elsewhere"));

		Received noContent = call();
		Received redirect = call();

		assertThat(noContent.status()).isEqualTo(204);
		assertThat(noContent.body()).isEmpty();
		assertThat(redirect.status()).isEqualTo(302);
		assertThat(redirect.headers().get("location")).isEqualTo("/elsewhere");
	}

	@Test
	void headerReplacesTheVendorsAndMayBeRepeated() {
		this.provider.reply(SimulatedReply.status(429)
			.header("Retry-After", "7")
			.header("retry-after", "9")
			.header("x-request-id", "mine"));

		Received answer = call();

		assertThat(answer.headers().getAll("retry-after")).containsExactly("7", "9");
		assertThat(answer.headers().getAll("x-request-id")).containsExactly("mine");
	}

	private Received call() {
		return this.client.post(SimulatorClient.OPENAI_CALL);
	}

}
