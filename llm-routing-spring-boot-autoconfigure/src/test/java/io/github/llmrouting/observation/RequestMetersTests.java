package io.github.llmrouting.observation;

import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.llmrouting.RoutingReport.CacheStatus;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RequestListener meters = RequestListener.meters(this.registry, Set.of("default"));

	@Test
	void requestIsTimedUnderRouteProviderModelOutcomeAndCache() {
		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.MISS));

		Timer timer = this.registry.get("llm.routing.request").timer();
		assertThat(timer.getId().getTags()).containsExactlyElementsOf(Tags.of("cache", "miss", "model", "gpt-5.4-mini",
				"outcome", "success", "provider", "openai", "route", "default"));
		assertThat(timer.count()).isEqualTo(1);
		assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1500);
		assertThat(timer.getId().getDescription()).isNotBlank();
		assertThat(timer.takeSnapshot().percentileValues()).isEmpty();
	}

	@Test
	void routeThatIsNotConfiguredIsNoTagValue() {
		this.meters.requestEnded(Reports.request("made-up-by-a-caller", "invalid_request", null));

		assertThat(this.registry.get("llm.routing.request").timer().getId().getTag("route")).isEqualTo("none");
		assertThat(this.registry.get("llm.routing.request").timer().getId().getTag("cache")).isEqualTo("none");
	}

	@Test
	void firstContentOfAStreamIsTimed() {
		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.OFF));

		Timer timer = this.registry.get("llm.routing.first.content")
			.tags("route", "default", "provider", "openai", "model", "gpt-5.4-mini")
			.timer();
		assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
	}

	@Test
	void firstContentFromMemoryTellsNothingOfAProvider() {
		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.HIT));

		assertThat(this.registry.find("llm.routing.first.content").timer()).isNull();
	}

	@Test
	void cacheCountsByResultUnlessThereIsNone() {
		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.OFF));
		assertThat(this.registry.find("llm.routing.cache").counter()).isNull();

		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.HIT));
		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.HIT));
		this.meters.requestEnded(Reports.request("default", "success", CacheStatus.MISS));

		assertThat(this.registry.get("llm.routing.cache").tag("result", "hit").counter().count()).isEqualTo(2);
		assertThat(this.registry.get("llm.routing.cache").tag("result", "miss").counter().count()).isEqualTo(1);
	}

}
