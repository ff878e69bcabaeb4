package io.github.llmrouting.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OperationTests extends RunningSample {

	@Test
	void metersOfRequestsAndModelsAreScraped() {
		chat(HELLO).expectStatus().isOk();

		String meters = get("/actuator/prometheus").expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();

		assertThat(meters).contains("llm_routing_request_seconds_count{", "llm_routing_attempt_seconds_count{",
				"llm_routing_tokens_total{", "llm_routing_cost_", "gen_ai_client_operation_seconds_count{");
	}

	@Test
	void operatorsSeeProvidersDeploymentsAndRoutes() {
		chat(HELLO).expectStatus().isOk();

		get("/actuator/llmrouting").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.providers.openai.type")
			.isEqualTo("openai")
			.jsonPath("$.providers.openai.enabled")
			.isEqualTo(true)
			.jsonPath("$.providers.anthropic.inFlight")
			.isEqualTo(0)
			.jsonPath("$.deployments.length()")
			.isEqualTo(4)
			.jsonPath("$.deployments[?(@.provider == 'openai')].breaker")
			.exists()
			.jsonPath("$.routes.default.strategy")
			.isEqualTo("ordered");
	}

	@Test
	void healthHasAComponentForEachProvider() {
		get("/actuator/health").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.components.llmRouting.components.openai.status")
			.exists()
			.jsonPath("$.components.llmRouting.components.anthropic.status")
			.exists()
			.jsonPath("$.components.llmRouting.components.routes.status")
			.isEqualTo("UP");
	}

	@Test
	void requestLeavesOneLineWithoutContent(CapturedOutput output) {
		chat("""
				{"message": "a secret of mine"}""").expectStatus().isOk();

		assertThat(output.getOut().lines().filter((line) -> line.contains("request_id="))).singleElement()
			.asString()
			.contains("route=default", "selected_provider=openai", "failover_attempts=0", "outcome=success");
		assertThat(output).doesNotContain("secret").doesNotContain("simulated answer");
	}

}
