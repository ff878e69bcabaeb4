package io.github.llmrouting.provider.gemini;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;

import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.provider.ProviderException;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes the tokens of Google's own library, which renews them by blocking calls: these
 * are kept off event loops, and happen only when the token at hand is about to expire.
 */
public final class GoogleAccessTokens implements AccessTokens {

	/** Google's library renews tokens that have less to live. */
	private static final Duration RENEWAL = Duration.ofMinutes(4);

	private final GoogleCredentials credentials;

	private final Scheduler scheduler;

	private final InstantSource clock;

	/**
	 * Creates a source of tokens.
	 * @param credentials whose tokens to take
	 * @param scheduler where to renew them; may block
	 * @param clock tells whether a token has expired
	 */
	public GoogleAccessTokens(GoogleCredentials credentials, Scheduler scheduler, InstantSource clock) {
		this.credentials = credentials;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	@Override
	public Mono<Credential> get() {
		return Mono.defer(() -> {
			AccessToken known = this.credentials.getAccessToken();
			return isFresh(known) ? Mono.just(credential(known))
					: Mono.fromCallable(this::renew).subscribeOn(this.scheduler);
		});
	}

	private boolean isFresh(@Nullable AccessToken token) {
		if (token == null) {
			return false;
		}
		Date expiration = token.getExpirationTime();
		return expiration == null || expiration.toInstant().isAfter(this.clock.instant().plus(RENEWAL));
	}

	private Credential renew() {
		try {
			this.credentials.refreshIfExpired();
			return credential(this.credentials.getAccessToken());
		}
		catch (IOException ex) {
			boolean transientFailure = ex instanceof Retryable retryable && retryable.isRetryable();
			throw new ProviderException(transientFailure ? new Unreachable("no access token at the moment")
					: new Unauthorized("no access token: " + ex.getClass().getSimpleName()));
		}
	}

	private static Credential credential(@Nullable AccessToken token) {
		if (token == null || !Credential.isValid(token.getTokenValue())) {
			throw new ProviderException(new Unauthorized("no access token"));
		}
		return Credential.of(token.getTokenValue());
	}

}
