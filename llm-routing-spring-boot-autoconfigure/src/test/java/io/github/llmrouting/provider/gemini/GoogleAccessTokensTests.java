package io.github.llmrouting.provider.gemini;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class GoogleAccessTokensTests {

	private static final Instant NOW = Instant.now();

	private final AtomicInteger renewals = new AtomicInteger();

	@Test
	void tokenIsRenewedOnceAndThenUsedUntilItIsAboutToExpire() {
		GoogleAccessTokens tokens = tokens(credentials(null));

		StepVerifier.create(tokens.get().map(Credential::value)).expectNext("token-1").verifyComplete();
		StepVerifier.create(tokens.get().map(Credential::value)).expectNext("token-1").verifyComplete();

		assertThat(this.renewals).hasValue(1);
	}

	@Test
	void tokenThatIsAboutToExpireIsRenewed() {
		AccessToken old = new AccessToken("token-0", Date.from(NOW.plus(Duration.ofMinutes(3))));

		StepVerifier.create(tokens(credentials(old)).get().map(Credential::value))
			.expectNext("token-1")
			.verifyComplete();
	}

	@Test
	void nothingIsRenewedBeforeSomebodySubscribes() {
		tokens(credentials(null)).get();

		assertThat(this.renewals).hasValue(0);
	}

	@Test
	void failureThatMayPassIsUnreachable() {
		StepVerifier.create(tokens(failing(new PassingException())).get())
			.verifyErrorSatisfies((error) -> assertThat(((ProviderException) error).failure())
				.isEqualTo(new Unreachable("no access token at the moment")));
	}

	@Test
	void failureThatStaysIsUnauthorizedAndKeepsItsMessageToItself() {
		StepVerifier.create(tokens(failing(new IOException("invalid_grant for my-secret"))).get())
			.verifyErrorSatisfies((error) -> assertThat(((ProviderException) error).failure())
				.isEqualTo(new Unauthorized("no access token: IOException")));
	}

	private static GoogleAccessTokens tokens(GoogleCredentials credentials) {
		return new GoogleAccessTokens(credentials, Schedulers.immediate(), InstantSource.fixed(NOW));
	}

	private GoogleCredentials credentials(AccessToken first) {
		return new GoogleCredentials(GoogleCredentials.newBuilder().setAccessToken(first)) {

			@Override
			public AccessToken refreshAccessToken() {
				return new AccessToken("token-" + GoogleAccessTokensTests.this.renewals.incrementAndGet(),
						Date.from(NOW.plus(Duration.ofHours(1))));
			}

		};
	}

	private static GoogleCredentials failing(IOException failure) {
		return new GoogleCredentials() {

			@Override
			public AccessToken refreshAccessToken() throws IOException {
				throw failure;
			}

		};
	}

	private static final class PassingException extends IOException implements Retryable {

		@Override
		public boolean isRetryable() {
			return true;
		}

		@Override
		public int getRetryCount() {
			return 0;
		}

	}

}
