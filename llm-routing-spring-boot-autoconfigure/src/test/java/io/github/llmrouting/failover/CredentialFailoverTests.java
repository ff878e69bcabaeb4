package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.List;

import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RegionRefused;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static io.github.llmrouting.failover.FailoverStage.A;
import static io.github.llmrouting.failover.FailoverStage.A2;
import static io.github.llmrouting.failover.FailoverStage.B;
import static io.github.llmrouting.failover.FailoverStage.B2;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deployments that rest together because they share a credential, a model or a provider.
 */
class CredentialFailoverTests {

	private final FailoverStage stage = new FailoverStage();

	@Test
	void otherModelsOfARefusedCredentialAreNotAskedAndOtherCredentialsAre() {
		this.stage.provider.fails(A, new Unauthorized("401"));

		assertAnswer("fake/a#2", A, B, A2);

		assertThat(asked()).containsExactly(A, A2);
	}

	@Test
	void refusedCredentialIsNotShownInTheNextRequestEither() {
		this.stage.provider.fails(A, new Unauthorized("401"));
		assertAnswer("fake/a#2", A, A2);

		assertAnswer("fake/b#2", B, B2);

		assertThat(asked()).containsExactly(A, A2, B2);
	}

	@Test
	void requestIsToldWhenTheFirstCredentialIsBackWhenAllRest() {
		this.stage.provider.fails(A, new QuotaExhausted("402"));
		this.stage.provider.fails(A2, new Unauthorized("401"));
		FailoverStage.failure(this.stage.call(A, A2));
		this.stage.pass(Duration.ofSeconds(10));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(B, B2));

		assertThat(error).isInstanceOf(NoDeploymentAvailableException.class)
			.hasMessage("no deployment of the route 'chat' may be called now: "
					+ "fake/b: its credential is left alone for 890 s, because an attempt was quota_exhausted; "
					+ "fake/b#2: its credential is left alone for 50 s, because an attempt was unauthorized");
		assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(50));
		this.stage.assertNothingIsHeld();
	}

	@Test
	void credentialIsAskedAgainWhenItsRestIsOver() {
		this.stage.provider.fails(A, new RegionRefused("403"));
		assertAnswer("fake/a#2", A, A2);
		this.stage.pass(Duration.ofHours(1));

		assertAnswer("fake/b", B, B2);
	}

	@Test
	void streamLeavesARefusedCredentialToo() {
		this.stage.provider.fails(A, new Unauthorized("401"));

		StepVerifier.create(this.stage.stream(A, B, B2).map(FailoverStage::text))
			.expectNext("fake/b#2", "<end>")
			.verifyComplete();

		assertThat(asked()).containsExactly(A, B2);
	}

	@Test
	void modelWithoutCapacityIsAskedUnderNoCredential() {
		this.stage.provider.fails(A, new Overloaded("429", CooldownScope.MODEL, Duration.ofSeconds(10)));

		assertAnswer("fake/b", A, A2, B);

		assertThat(asked()).containsExactly(A, B);
	}

	@Test
	void providerThatAsksForRestIsNotAskedAtAll() {
		this.stage.provider.fails(A, new Overloaded("529", CooldownScope.PROVIDER, Duration.ofSeconds(9)));

		LlmRoutingException error = FailoverStage.failure(this.stage.call(A, B, A2, B2));

		assertThat(error).isInstanceOf(AttemptsFailedException.class);
		assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(9));
		assertThat(asked()).containsExactly(A);
	}

	private List<Deployment> asked() {
		return this.stage.provider.asked();
	}

	private void assertAnswer(String text, Deployment... order) {
		StepVerifier.create(this.stage.call(order).map(RoutedResponse::text)).expectNext(text).verifyComplete();
	}

}
