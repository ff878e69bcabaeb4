package io.github.llmrouting.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FinishReason;
import io.github.llmrouting.TokenUsage;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProviderRequestTests {

	private static final AnswerFacts FACTS = new AnswerFacts("id-1", "gpt-5.4-mini", FinishReason.STOP,
			TokenUsage.of(1, 2), List.of());

	@Test
	void textOfARequestHoldsNeitherPromptNorCredential() {
		Deployment deployment = new Deployment(DeploymentId.of("openai", "gpt-5.4-mini"), ModelFacts.UNKNOWN,
				Credential.of("sk-secret"));
		ProviderRequest request = new ProviderRequest(deployment, new Prompt("my secret"), Duration.ofSeconds(1));

		assertThat(request).hasToString("ProviderRequest[openai/gpt-5.4-mini, timeout=PT1S]");
	}

	@Test
	void textOfAnAnswerHoldsItsFactsOnly() {
		ProviderAnswer answer = new ProviderAnswer(
				ChatResponses.whole(FACTS, "a secret", List.of(), Map.of(ChatResponses.REASONING, "a secret")), FACTS);

		assertThat(answer.toString()).doesNotContain("secret").contains("id-1", "gpt-5.4-mini");
	}

	@Test
	void textOfAStreamedPieceHoldsNoContent() {
		assertThat(ChatResponses.text("id-1", "m", "a secret").toString()).doesNotContain("secret");
		assertThat(ChatResponses.reasoning("id-1", "m", "a secret").toString()).doesNotContain("secret");
		assertThat(new ServerSentEvent("message", "a secret")).hasToString("ServerSentEvent[message, 8 characters]");
	}

	@Test
	void factsCopyWhatWasDropped() {
		List<String> dropped = new ArrayList<>(List.of("top-k"));
		AnswerFacts facts = new AnswerFacts("", "", FinishReason.STOP, null, dropped);
		dropped.clear();

		assertThat(facts.dropped()).containsExactly("top-k");
	}

	@ParameterizedTest
	@CsvSource({ "connect, PT0S, PT1S, PT1S, PT1S, PT1S", "response, PT1S, PT0S, PT1S, PT1S, PT1S",
			"firstContent, PT1S, PT1S, PT0S, PT1S, PT1S", "betweenContents, PT1S, PT1S, PT1S, PT0S, PT1S",
			"total, PT1S, PT1S, PT1S, PT1S, PT0S" })
	void timeoutOfNothingIsRefusedByName(String name, Duration connect, Duration response, Duration firstContent,
			Duration betweenContents, Duration total) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ProviderTimeouts(connect, response, firstContent, betweenContents, total))
			.withMessage(name + ": PT0S (expected: > 0)");
	}

}
