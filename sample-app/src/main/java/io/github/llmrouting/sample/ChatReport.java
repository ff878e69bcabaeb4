package io.github.llmrouting.sample;

import java.math.BigDecimal;
import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came about, as clients see it.
 *
 * @param requestId id of the request, also in the request log
 * @param route name of the route that was taken
 * @param provider who answered
 * @param model which of the provider's models answered
 * @param attempts everything that was tried, in order, the answer last
 * @param usage tokens as billed, or {@code null} if unknown
 * @param costUsd what all attempts cost together, or {@code null} if a price or a usage
 * is unknown
 * @param latencyMs from the request's begin to its end
 * @param cache what the cache had to do with it
 */
record ChatReport(String requestId, String route, String provider, String model, List<Attempt> attempts,
		@Nullable Usage usage, @Nullable BigDecimal costUsd, long latencyMs, String cache) {

	static ChatReport of(RoutingReport report) {
		TokenUsage usage = report.usage();
		Money cost = report.cost();
		return new ChatReport(report.requestId(), report.route(), report.provider(), report.model(),
				Attempt.of(report.attempts()), (usage != null) ? Usage.of(usage) : null,
				(cost != null) ? cost.toUsd() : null, report.latency().toMillis(), report.cache().tag());
	}

	/**
	 * One attempt.
	 *
	 * @param provider who was asked
	 * @param model for which model
	 * @param outcome {@code success}, or why there was no answer
	 * @param latencyMs from the attempt's begin to its end
	 */
	record Attempt(String provider, String model, String outcome, long latencyMs) {

		static List<Attempt> of(List<AttemptReport> attempts) {
			return attempts.stream().map(Attempt::of).toList();
		}

		private static Attempt of(AttemptReport attempt) {
			return new Attempt(attempt.deployment().provider(), attempt.deployment().model(), attempt.outcome(),
					attempt.latency().toMillis());
		}

	}

	/**
	 * Tokens, in classes that do not overlap.
	 *
	 * @param inputTokens tokens read at full price
	 * @param cachedInputTokens tokens read from the provider's prompt cache
	 * @param cacheWriteTokens tokens written to the provider's prompt cache
	 * @param outputTokens tokens written, reasoning left out
	 * @param reasoningTokens tokens thought before writing
	 * @param estimated whether the provider gave no numbers, so that these are ours
	 */
	record Usage(long inputTokens, long cachedInputTokens, long cacheWriteTokens, long outputTokens,
			long reasoningTokens, boolean estimated) {

		static Usage of(TokenUsage usage) {
			return new Usage(usage.input(), usage.cachedInput(), usage.cacheWrite5m() + usage.cacheWrite1h(),
					usage.output(), usage.reasoning(), usage.estimated());
		}

	}

}
