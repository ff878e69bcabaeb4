package io.github.llmrouting.provider.openai;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.TokenEstimate;
import io.github.llmrouting.provider.EventStreamDecoder;
import io.github.llmrouting.provider.ProviderChunk;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ServerSentEvent;
import io.github.llmrouting.provider.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiStreamReaderTests {

	private static final byte[] LAST_EVENT = utf8(
			"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");

	static List<String> streams() {
		return Golden.names("streams", ".sse");
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamIsReadAsExpected(String name) {
		assertThat(read(stream(name))).isEqualTo(Golden.expected("streams", name));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamSplitAnywhereIsReadTheSame(String name) {
		byte[] stream = stream(name);
		String expected = Golden.expected("streams", name);

		for (int i = 1; i < stream.length; i++) {
			assertThat(read(Arrays.copyOf(stream, i), Arrays.copyOfRange(stream, i, stream.length)))
				.as("split at byte %d", i)
				.isEqualTo(expected);
		}
		assertThat(read(singleBytes(stream))).isEqualTo(expected);
	}

	private static byte[][] singleBytes(byte[] stream) {
		byte[][] bytes = new byte[stream.length][];
		Arrays.setAll(bytes, (i) -> new byte[] { stream[i] });
		return bytes;
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamWithOtherLineEndsIsReadTheSame(String name) {
		String stream = new String(stream(name), StandardCharsets.UTF_8);
		String expected = Golden.expected("streams", name);

		assertThat(read(utf8(stream.replace("\n", "\r\n")))).isEqualTo(expected);
		assertThat(read(utf8(stream.replace('\n', '\r')))).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamCutAnywhereEndsOnlyWhenAFinishReasonWasSeen(String name) {
		byte[] stream = stream(name);
		int finishReasonAt = endOfFinishReason(stream);

		for (int i = 0; i < stream.length; i++) {
			String read = read(Arrays.copyOf(stream, i));
			int lastLine = read.lastIndexOf('\n', read.length() - 2) + 1;
			assertThat(Golden.expected("streams", name)).as("cut at byte %d", i)
				.startsWith(read.substring(0, lastLine));
			assertThat(read.substring(lastLine)).as("cut at byte %d", i)
				.matches((i < finishReasonAt) ? "failed .+\n" : "(end|failed) .+\n");
		}
	}

	private static int endOfFinishReason(byte[] stream) {
		String text = new String(stream, StandardCharsets.ISO_8859_1);
		Matcher finishReason = Pattern.compile("\"finish_reason\":\"\\w").matcher(text);
		return finishReason.find() ? text.indexOf("\n\n", finishReason.start()) + 2 : stream.length;
	}

	@ParameterizedTest
	@MethodSource("streams")
	void streamWithAnyValueReplacedIsReadOrFails(String name) {
		new String(stream(name), StandardCharsets.UTF_8).lines()
			.filter((line) -> line.startsWith("data: {"))
			.map((line) -> WireJson.readLeniently(line.substring(6)))
			.flatMap((json) -> Mutations.of(json).stream())
			.forEach((mutation) -> assertThat(read(event(mutation), LAST_EVENT)).endsWith("\n"));
	}

	private static byte[] event(JsonNode json) {
		return utf8("data: " + WireJson.writeText(json) + "\n\n");
	}

	@Test
	void eventsAreCancelledAtTheirEndMarker() {
		TestPublisher<ServerSentEvent> events = TestPublisher.create();

		StepVerifier.create(reader().read(events.flux()))
			.then(() -> events
				.next(data("{\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}")))
			.expectNextMatches(ProviderChunk.Content.class::isInstance)
			.then(() -> events.next(data("[DONE]")))
			.expectNextMatches(ProviderChunk.End.class::isInstance)
			.verifyComplete();
		events.assertCancelled();
	}

	@Test
	void errorDoesNotOvertakeTheContentBeforeIt() {
		Flux<ServerSentEvent> events = Flux
			.just(data("{\"choices\":[{\"delta\":{\"reasoning\":\"Hm\",\"content\":\"Hi\"}}]}"))
			.concatWith(Flux.error(new ProviderException(new Interrupted("broken"))));

		StepVerifier.create(reader().read(events), 1)
			.expectNextCount(1)
			.thenRequest(1)
			.expectNextCount(1)
			.verifyError(ProviderException.class);
	}

	@Test
	void nextEventIsAskedForWhenTheOneBeforeIsRead() {
		List<Long> asked = new ArrayList<>();
		Flux<ServerSentEvent> events = Flux.range(1, 3)
			.map((number) -> data("{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}"))
			.doOnRequest(asked::add);

		StepVerifier.create(reader().read(events), 2).expectNextCount(2).thenCancel().verify();

		assertThat(asked).hasSizeLessThanOrEqualTo(3).containsOnly(1L);
	}

	@Test
	void toolCallsMayNotGrowForever() {
		Flux<ServerSentEvent> endless = Flux.just("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}",
				"{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"0123456789\"}}]}}]}")
			.repeat()
			.map(OpenAiStreamReaderTests::data);

		StepVerifier.create(new OpenAiStreamReader(List.of(), classifier(), 1000).read(endless).ignoreElements())
			.verifyErrorSatisfies((error) -> assertThat(((ProviderException) error).failure())
				.isEqualTo(new Unreadable("tool calls of more than 1000 characters")));
	}

	@Test
	void reasoningIsKeptForTheMessageWithTheToolCallsWhenAskedFor() {
		OpenAiStreamReader reader = reader();
		reader.keepReasoning();
		Flux<ServerSentEvent> events = EventStreamDecoder
			.decode(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(stream("deepseek-tool-call"))), 1024 * 1024);

		List<ProviderChunk> chunks = reader.read(events).collectList().block();

		ProviderChunk.Content toolCalls = (ProviderChunk.Content) chunks.get(chunks.size() - 2);
		assertThat(toolCalls.response().getResult().getOutput().getMetadata())
			.containsEntry(OpenAiClient.REASONING_CONTENT, "I should look.");
	}

	@Test
	@Timeout(5)
	void manyToolCallsTakeNoLongerEachThanFew() {
		String calls = IntStream.range(0, 200_000)
			.mapToObj("{\"index\":%d}"::formatted)
			.collect(Collectors.joining(","));
		Flux<ServerSentEvent> events = Flux.just(data("{\"choices\":[{\"delta\":{\"tool_calls\":[" + calls + "]}}]}"));

		StepVerifier.create(new OpenAiStreamReader(List.of(), classifier(), Integer.MAX_VALUE).read(events))
			.expectNextCount(1)
			.verifyError(ProviderException.class);
	}

	@Test
	void endTellsWhichOptionsWereDropped() {
		Flux<ServerSentEvent> events = Flux
			.just(data("{\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"));

		StepVerifier.create(new OpenAiStreamReader(List.of("top-k"), classifier(), 1000).read(events))
			.expectNextCount(1)
			.assertNext((end) -> assertThat(((ProviderChunk.End) end).facts().dropped()).containsExactly("top-k"))
			.verifyComplete();
	}

	@Test
	void progressTellsWhatWasWrittenAndNothingElse() {
		Flux<ServerSentEvent> events = Flux.just(data("""
				{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_of_a_long_name","function":\
				{"name":"clock","arguments":"{\\"a\\":"}}]}}]}"""), data("""
				{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"12345678"}}]}}]}"""));

		StepVerifier.create(reader().read(events))
			.expectNext(new ProviderChunk.Progress(TokenEstimate.latin("clock{\"a\":".length())))
			.expectNext(new ProviderChunk.Progress(TokenEstimate.latin(8)))
			.verifyError(ProviderException.class);
	}

	@Test
	void endTellsTheServiceTier() {
		Flux<ServerSentEvent> events = Flux.just(
				data("{\"service_tier\":\"flex\",\"choices\":[{\"delta\":{\"content\":\"4\"}}]}"),
				data("{\"service_tier\":null,\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}"));

		StepVerifier.create(reader().read(events).ofType(ProviderChunk.End.class))
			.assertNext((end) -> assertThat(end.facts().serviceTier()).isEqualTo("flex"))
			.verifyComplete();
	}

	@Test
	void contentTellsWhatTheAnswerCostsWhereTheServerSaysSoAtOnce() {
		Flux<ServerSentEvent> events = Flux.just(data("""
				{"choices":[{"delta":{"content":"4"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}"""),
				data("{\"choices\":[{\"delta\":{\"content\":\"2\"}}],\"usage\":null}"));

		StepVerifier.create(reader().read(events))
			.assertNext((chunk) -> assertThat(((ProviderChunk.Content) chunk).told()).isEqualTo(TokenUsage.of(9, 1)))
			.assertNext((chunk) -> assertThat(((ProviderChunk.Content) chunk).told()).isNull())
			.verifyError(ProviderException.class);
	}

	@Test
	void answerWithoutContentIsUnreadable() {
		Flux<ServerSentEvent> events = Flux
			.just(data("{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}"));

		assertThat(Rendering.of(reader().read(events))).isEqualTo("failed Unreadable: an empty answer\n");
	}

	private static byte[] stream(String name) {
		return Golden.payload("streams", name + ".sse");
	}

	private static String read(byte[]... buffers) {
		return Rendering.of(reader().read(EventStreamDecoder
			.decode(Flux.fromArray(buffers).map(DefaultDataBufferFactory.sharedInstance::wrap), 1024 * 1024)));
	}

	private static OpenAiStreamReader reader() {
		return new OpenAiStreamReader(List.of(), classifier(), 1024 * 1024);
	}

	private static OpenAiFailureClassifier classifier() {
		return new OpenAiFailureClassifier(InstantSource.system());
	}

	private static ServerSentEvent data(String data) {
		return new ServerSentEvent("message", data);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
