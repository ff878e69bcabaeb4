package io.github.llmrouting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.llmrouting.RoutingReport.CacheStatus;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RoutedResponseTests {

	private static final DeploymentId DEPLOYMENT = DeploymentId.of("openai", "gpt-5.4-mini");

	private static final AttemptReport ATTEMPT = new AttemptReport(DEPLOYMENT, null, null, Duration.ofMillis(5), null,
			TokenUsage.of(1, 2), "", new Money(3));

	private static final RoutingReport REPORT = report(List.of(ATTEMPT), List.of("top-k"));

	@Test
	void textOfTheRecordHoldsNoAnswer() {
		assertThat(new RoutedResponse(answer("a secret"), REPORT).toString()).doesNotContain("secret")
			.contains("openai/gpt-5.4-mini");
	}

	@Test
	void textOfAChunkHoldsNoAnswer() {
		assertThat(new RoutedChunk.Content(answer("a secret"))).hasToString("Content[8 characters]");
	}

	@Test
	void textOfTheLastChunkHoldsTheReport() {
		assertThat(new RoutedChunk.End(REPORT).toString()).contains("openai/gpt-5.4-mini");
	}

	@Test
	void answerTextIsThatOfTheFirstGeneration() {
		assertThat(new RoutedResponse(answer("four"), REPORT).text()).isEqualTo("four");
		assertThat(new RoutedChunk.Content(answer("fo")).text()).isEqualTo("fo");
	}

	@Test
	void answerTextIsEmptyWithoutGenerations() {
		ChatResponse nothing = new ChatResponse(List.of());

		assertThat(new RoutedResponse(nothing, REPORT).text()).isEmpty();
		assertThat(new RoutedChunk.Content(nothing)).hasToString("Content[0 characters]");
	}

	@Test
	void answerTextIsEmptyWhenThereAreOnlyToolCalls() {
		AssistantMessage message = AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("1", "function", "weather", "{}")))
			.build();

		assertThat(new RoutedResponse(new ChatResponse(List.of(new Generation(message))), REPORT).text()).isEmpty();
	}

	@Test
	void reportIsFoundInTheMetadataOfAnAnswerThatCameThroughTheRouter() {
		ChatResponse routed = new ChatResponse(List.of(),
				ChatResponseMetadata.builder().keyValue(RoutingReport.METADATA_KEY, REPORT).build());

		assertThat(RoutingReport.of(routed)).containsSame(REPORT);
		assertThat(RoutingReport.of(answer("four"))).isEmpty();
	}

	@Test
	void reportCopiesItsLists() {
		List<AttemptReport> attempts = new ArrayList<>(List.of(ATTEMPT));
		List<String> dropped = new ArrayList<>(List.of("top-k"));
		RoutingReport report = report(attempts, dropped);
		attempts.clear();
		dropped.clear();

		assertThat(report).isEqualTo(REPORT);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> report.attempts().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> report.dropped().clear());
	}

	@Test
	void outcomeOfAnAttemptIsItsFailureOrSuccess() {
		AttemptReport failed = new AttemptReport(DEPLOYMENT, FailureReason.CONTEXT_TOO_LONG, "HTTP 400", Duration.ZERO,
				null, null, "", null);

		assertThat(ATTEMPT.outcome()).isEqualTo("success");
		assertThat(failed.outcome()).isEqualTo("context_too_long");
	}

	private static RoutingReport report(List<AttemptReport> attempts, List<String> dropped) {
		return new RoutingReport("r-1", "default", "default", DEPLOYMENT, attempts, FinishReason.STOP,
				TokenUsage.of(1, 2), new Money(3), Duration.ofMillis(6), Duration.ofMillis(6), CacheStatus.OFF,
				dropped);
	}

	private static ChatResponse answer(String text) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text))));
	}

}
