package io.github.llmrouting.provider;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Tells what a failure of the connection means. Details name the kind, never a message.
 */
public final class TransportFailures {

	private TransportFailures() {
	}

	/**
	 * Returns what an error means that came before any content.
	 * @return {@code null} if it is no failure of a connection
	 */
	public static @Nullable ProviderFailure find(Throwable error) {
		boolean known = error instanceof IOException || error instanceof TimeoutException
				|| error instanceof ChannelException || error instanceof PoolAcquirePendingLimitException;
		return known ? classify(error) : null;
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
		if (cause instanceof ConnectTimeoutException || cause instanceof HttpConnectTimeoutException) {
			return new Unreachable("no connection in time");
		}
		if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException
				|| cause instanceof HttpTimeoutException || cause instanceof InterruptedIOException) {
			return new TimedOut("no response in time");
		}
		if (cause instanceof UnknownHostException) {
			return new Unreachable("unknown host");
		}
		if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
			return new Unreachable("no secure connection: " + cause.getClass().getSimpleName());
		}
		if (isNotHttp(cause)) {
			return new Unreadable("a response that is not HTTP: " + kind(cause));
		}
		return new Unreachable("no response: " + cause.getClass().getSimpleName(), !isNoConnection(cause));
	}

	/** Returns whether there was no connection on which to send the request. */
	private static boolean isNoConnection(Throwable cause) {
		return cause instanceof ConnectException || cause instanceof NoRouteToHostException;
	}

	/** Returns what an error within the response's body means. */
	static Throwable withinResponse(Throwable error) {
		if (error instanceof ProviderException) {
			return error;
		}
		if (isNotHttp(error)) {
			return new ProviderException(new Unreadable("an answer that cannot be decoded: " + kind(error)));
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

	private static String kind(Throwable error) {
		return (error instanceof NotHttpException exception) ? exception.kind() : error.getClass().getSimpleName();
	}

}
