package io.github.llmrouting.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.github.llmrouting.test.SimulatorClient.Received;

import static org.assertj.core.api.Assertions.assertThat;

class QuirkTests {

	private static final String WITH_USAGE = """
			{"model":"m","stream":true,"stream_options":{"include_usage":true},\
			"messages":[{"role":"user","content":"Hi"}]}""";

	private final ProviderSimulator openAi = ProviderSimulator.openAi();

	private final ProviderSimulator anthropic = ProviderSimulator.anthropic();

	private final ProviderSimulator gemini = ProviderSimulator.gemini();

	private final ProviderSimulator ollama = ProviderSimulator.ollama();

	@AfterEach
	void stop() {
		this.openAi.close();
		this.anthropic.close();
		this.gemini.close();
		this.ollama.close();
	}

	@Test
	void gzipIsFlushedAfterEachPart() {
		Flux<byte[]> body = new WireQuirks(Set.of(SimulatedQuirk.GZIP)).encoded(
				Flux.just("Hello ".getBytes(StandardCharsets.UTF_8), "you".getBytes(StandardCharsets.UTF_8)), true);

		assertThat(body.count().block()).isEqualTo(3);
		assertThat(body.reduce(QuirkTests::joined).map(QuirkTests::unzipped).block()).isEqualTo("Hello you");
	}

	private static byte[] joined(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static String unzipped(byte[] bytes) {
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void gzipIsNamedInTheHeaders() {
		this.openAi.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.GZIP));

		Received answer = openAi(SimulatorClient.OPENAI_CALL);

		assertThat(answer.headers().get("content-encoding")).isEqualTo("gzip");
		assertThat(answer.headers().contains("content-length")).isFalse();
	}

	@Test
	void bytewiseAnswerIsTheSameText() {
		this.openAi.reply(SimulatedReply.text("Hellö").with(SimulatedQuirk.BYTEWISE));

		assertThat(openAi(SimulatorClient.OPENAI_CALL).body()).contains("\"content\":\"Hellö\"");
	}

	@Test
	void bytewiseBodyIsInPartsOfOneByte() {
		Publisher<byte[]> body = new WireQuirks(Set.of(SimulatedQuirk.BYTEWISE)).encoded(Flux.just(new byte[5]), true);

		StepVerifier.create(body).expectNextCount(5).verifyComplete();
	}

	@Test
	void linesEndAsAskedFor() {
		this.openAi.next(SimulatedReply.text("Hello").with(SimulatedQuirk.CRLF),
				SimulatedReply.text("Hello").with(SimulatedQuirk.CR));
		this.gemini.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.LF));

		assertThat(openAi(SimulatorClient.OPENAI_STREAM).body()).endsWith("\r\n\r\ndata: [DONE]\r\n\r\n");
		assertThat(openAi(SimulatorClient.OPENAI_STREAM).body()).endsWith("\r\rdata: [DONE]\r\r");
		assertThat(SimulatorClient.gemini(this.gemini)
			.post(":streamGenerateContent?alt=sse", SimulatorClient.GEMINI)
			.body()).doesNotContain("\r").endsWith("}\n\n");
	}

	@Test
	void paddingStandsWithinAndAfterTheJson() {
		this.anthropic.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.PADDING));

		assertThat(SimulatorClient.anthropic(this.anthropic).post(SimulatorClient.ANTHROPIC_STREAM).body())
			.contains("data: { \"type\":\"message_stop\" }   \n\n");
	}

	@Test
	void commentPrecedesEachEvent() {
		this.openAi.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.COMMENTS));
		this.anthropic.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.COMMENTS));

		String openAi = openAi(SimulatorClient.OPENAI_STREAM).body();
		String anthropic = SimulatorClient.anthropic(this.anthropic).post(SimulatorClient.ANTHROPIC_STREAM).body();

		assertThat(openAi.split("\n\n")).hasSize(4).allMatch((event) -> event.startsWith(": keep-alive\ndata: "));
		assertThat(anthropic.split("\n\n"))
			.allMatch((event) -> event.matches("(?s): keep-alive\nevent: \\w+\ndata: .*"));
	}

	@Test
	void unknownFieldsAreInEachObject() {
		this.openAi.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.UNKNOWN_FIELDS));
		this.ollama.reply(SimulatedReply.text("Hello").with(SimulatedQuirk.UNKNOWN_FIELDS));

		assertThat(openAi(SimulatorClient.OPENAI_CALL).body()).startsWith("{\"x_unknown\":{");
		assertThat(SimulatorClient.ollama(this.ollama).post(SimulatorClient.OLLAMA_STREAM).body().lines())
			.allMatch((line) -> line.startsWith("{\"x_unknown\":{"));
	}

	@Test
	void usageMayBeAbsentEverywhere() {
		SimulatedReply reply = SimulatedReply.text("Hello").with(SimulatedQuirk.NO_USAGE);
		this.openAi.reply(reply);
		this.anthropic.reply(reply);
		this.gemini.reply(reply);
		this.ollama.reply(reply);

		assertThat(openAi(WITH_USAGE).body()).doesNotContain("\"usage\":{");
		assertThat(SimulatorClient.anthropic(this.anthropic).post(SimulatorClient.ANTHROPIC_STREAM).body())
			.doesNotContain("usage");
		assertThat(SimulatorClient.gemini(this.gemini).post(":generateContent", SimulatorClient.GEMINI).body())
			.doesNotContain("usage");
		assertThat(SimulatorClient.ollama(this.ollama).post(SimulatorClient.OLLAMA_CALL).body())
			.doesNotContain("eval_count");
	}

	@Test
	void usageMayComeTwice() {
		SimulatedReply reply = SimulatedReply.text("Hello").usage(377, 6).with(SimulatedQuirk.USAGE_TWICE);
		this.openAi.reply(reply);
		this.anthropic.reply(reply);

		assertThat(openAi(WITH_USAGE).body().split("\"prompt_tokens\":377")).hasSize(3);
		assertThat(SimulatorClient.anthropic(this.anthropic).post(SimulatorClient.ANTHROPIC_STREAM).body())
			.contains("\"usage\":{\"input_tokens\":377,\"cache_creation_input_tokens\":0,"
					+ "\"cache_read_input_tokens\":0,\"output_tokens\":6}");
	}

	@Test
	void bareErrorHasNoFraming() {
		this.gemini.reply(SimulatedReply.text("One two").errorAfter(1).with(SimulatedQuirk.BARE_ERROR));

		assertThat(SimulatorClient.gemini(this.gemini)
			.post(":streamGenerateContent?alt=sse", SimulatorClient.GEMINI)
			.body()).contains("\r\n\r\n{\n").endsWith("\n}").doesNotContain("data: {\"error\"");
	}

	private Received openAi(String request) {
		return SimulatorClient.openAi(this.openAi).post(request);
	}

}
