package io.github.llmrouting.provider;

import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Tells what a failure of the connection means. Details name the kind, never a message.
 */
final class TransportFailures {

	private TransportFailures() {
	}

	/** Returns what an error before the response's headers means. */
	static Throwable beforeResponse(Throwable error) {
		if (error instanceof ProviderException) {
			return error;
		}
		Throwable cause = (error instanceof WebClientRequestException && error.getCause() != null) ? error.getCause()
				: error;
		return new ProviderException(classify(cause));
	}

	private static ProviderFailure classify(Throwable cause) {
		if (cause instanceof PoolAcquireTimeoutException || cause instanceof PoolAcquirePendingLimitException) {
			return new PoolExhausted("no connection became free in time");
		}
		if (cause instanceof ConnectTimeoutException) {
			return new Unreachable("no connection in time");
		}
		if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException) {
			return new TimedOut("no response in time");
		}
		if (cause instanceof UnknownHostException) {
			return new Unreachable("unknown host");
		}
		if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
			return new Unreachable("no secure connection: " + cause.getClass().getSimpleName());
		}
		if (isNotHttp(cause)) {
			return new Unreadable("a response that is not HTTP: " + cause.getClass().getSimpleName());
		}
		return new Unreachable("no response: " + cause.getClass().getSimpleName());
	}

	/** Returns what an error within the response's body means. */
	static Throwable withinResponse(Throwable error) {
		if (error instanceof ProviderException) {
			return error;
		}
		if (isNotHttp(error)) {
			return new ProviderException(
					new Unreadable("an answer that cannot be decoded: " + error.getClass().getSimpleName()));
		}
		return new ProviderException(
				new Interrupted("the connection broke within the answer: " + error.getClass().getSimpleName()));
	}

	/**
	 * Returns whether Netty could not make sense of the bytes, or of a number in them.
	 */
	private static boolean isNotHttp(Throwable error) {
		return error instanceof DecoderException || error instanceof IllegalArgumentException;
	}

}
