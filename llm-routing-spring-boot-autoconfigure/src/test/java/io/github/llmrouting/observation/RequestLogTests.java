package io.github.llmrouting.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.RoutingRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLogTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final Logger logger = (Logger) LoggerFactory.getLogger("llm.routing.request");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final RequestListener log = RequestListener.log(() -> NOW);

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	@Test
	void messageHoldsEveryFactInOrder() {
		this.log.requestEnded(Reports.request("default", "success", CacheStatus.MISS));

		assertThat(line().getLevel()).isEqualTo(Level.INFO);
		assertThat(line().getFormattedMessage()).isEqualTo("request_id=r-1 route=default selected_provider=openai"
				+ " model=gpt-5.4-mini outcome=success failover_attempts=0 input_tokens=127 output_tokens=56"
				+ " cost_usd=0.000315 latency_ms=1500 first_content_ms=700 cache_hit=false"
				+ " timestamp=2026-03-01T12:00:00Z");
	}

	@Test
	void structuredFieldsHoldNumbersAsNumbers() {
		this.log.requestEnded(Reports.request("default", "success", CacheStatus.HIT));

		assertThat(fields()).containsEntry("request_id", "r-1")
			.containsEntry("failover_attempts", 0)
			.containsEntry("input_tokens", 127L)
			.containsEntry("cost_usd", Reports.COST.toUsd())
			.containsEntry("latency_ms", 1500L)
			.containsEntry("cache_hit", true)
			.containsEntry("timestamp", "2026-03-01T12:00:00Z")
			.hasSize(13);
	}

	@Test
	void unknownFactsAreDashesInTheMessageAndLeftOutOfTheFields() {
		this.log.requestEnded(new RequestReport("r-2", null, null, FailureReason.NO_DEPLOYMENT.tag(), List.of(), null,
				null, Duration.ZERO, null, true, null));

		assertThat(line().getLevel()).isEqualTo(Level.INFO);
		assertThat(line().getFormattedMessage()).isEqualTo("request_id=r-2 route=- selected_provider=- model=-"
				+ " outcome=no_deployment failover_attempts=0 input_tokens=- output_tokens=- cost_usd=- latency_ms=0"
				+ " first_content_ms=- cache_hit=false timestamp=2026-03-01T12:00:00Z");
		assertThat(fields()).doesNotContainKeys("route", "selected_provider", "model", "input_tokens", "output_tokens",
				"cost_usd", "first_content_ms");
	}

	@Test
	void smallestCostIsWrittenWithoutAnExponent() {
		this.log.requestEnded(new RequestReport("r-3", "default", Reports.OPENAI, "success", List.of(), null,
				new Money(1), Duration.ZERO, null, false, null));

		assertThat(line().getFormattedMessage()).contains(" cost_usd=0.000000001 ");
	}

	@Test
	void idOfACallerForgesNeitherLinesNorPairs() {
		String id = "a\r\nb outcome=success\u2028c\u0000\u001b[31m\u202ed\ud800";
		this.log.requestEnded(new RequestReport(id, "default", Reports.OPENAI, "cancelled", List.of(), null, null,
				Duration.ZERO, null, false, null));

		assertThat(line().getFormattedMessage()).startsWith("request_id=a__b_outcome=success_c__[31m_d_ route=default");
		assertThat(fields()).containsEntry("request_id", "a__b_outcome=success_c__[31m_d_");
	}

	@Test
	void longIdIsCut() {
		this.log.requestEnded(new RequestReport("x".repeat(10_000), null, null, "cancelled", List.of(), null, null,
				Duration.ZERO, null, false, null));

		assertThat(line().getFormattedMessage()).contains("x".repeat(128) + " route=").doesNotContain("x".repeat(129));
	}

	@Test
	void bracesInAnIdAreNoPlaceholders() {
		this.log.requestEnded(new RequestReport("{}", null, null, "cancelled", List.of(), null, null, Duration.ZERO,
				null, false, null));

		assertThat(line().getFormattedMessage()).startsWith("request_id={} route=-");
	}

	@Test
	void nothingIsWrittenWhenTheLoggerIsOff() {
		this.logger.setLevel(Level.WARN);

		this.log.requestEnded(Reports.request("default", "success", CacheStatus.MISS));

		assertThat(this.appender.list).isEmpty();
	}

	@Test
	void neitherPromptNorAnswerIsWritten() {
		ObservingChatRouter router = new ObservingChatRouter(FakeChatRouter.answering(), List.of(this.log), () -> "r-4",
				() -> 0);

		router.call(RoutingRequest.of("canary-of-the-prompt").withRoute("canary-of-the-route")).block();
		router.stream("canary-of-the-prompt").blockLast();

		assertThat(this.appender.list).hasSize(2).allSatisfy((line) -> {
			assertThat(line.getFormattedMessage()).startsWith("request_id=r-4 route=default ");
			assertThat(line.getFormattedMessage() + line.getKeyValuePairs()).doesNotContain("canary");
		});
	}

	private ILoggingEvent line() {
		assertThat(this.appender.list).hasSize(1);
		return this.appender.list.get(0);
	}

	private Map<String, Object> fields() {
		Map<String, Object> fields = new TreeMap<>();
		line().getKeyValuePairs().forEach((pair) -> fields.put(pair.key, pair.value));
		return fields;
	}

}
