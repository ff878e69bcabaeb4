package io.github.llmrouting.observation;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.Money;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingReport.CacheStatus;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Reports of requests and attempts that tests speak of. */
final class Reports {

	static final DeploymentId OPENAI = DeploymentId.of("openai", "gpt-5.4-mini");

	static final DeploymentId ANTHROPIC = DeploymentId.of("anthropic", "claude-haiku-4-5");

	static final TokenUsage USAGE = new TokenUsage(100, 20, 3, 4, 50, 6, false);

	static final Money COST = new Money(315_000);

	private Reports() {
	}

	static AttemptReport answer(DeploymentId deployment) {
		return new AttemptReport(deployment, null, null, Duration.ofMillis(800), Duration.ofMillis(200), USAGE, "",
				COST);
	}

	static AttemptReport failure(DeploymentId deployment, FailureReason reason, @Nullable TokenUsage usage,
			@Nullable Money cost) {
		return new AttemptReport(deployment, reason, "status 500", Duration.ofMillis(400), null, usage, "", cost);
	}

	static RoutingReport report(String requestId, String route, CacheStatus cache) {
		AttemptReport first = failure(ANTHROPIC, FailureReason.OVERLOADED, TokenUsage.of(0, 0), Money.ZERO);
		return new RoutingReport(requestId, route, "default", OPENAI, List.of(first, answer(OPENAI)), FinishReason.STOP,
				USAGE, COST, Duration.ofMillis(1200), Duration.ofMillis(600), cache, List.of());
	}

	static RequestReport request(@Nullable String route, String outcome, @Nullable CacheStatus cache) {
		return new RequestReport("r-1", route, OPENAI, outcome, List.of(answer(OPENAI)), USAGE, COST,
				Duration.ofMillis(1500), Duration.ofMillis(700), true, cache);
	}

}
