package io.github.llmrouting.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static io.github.llmrouting.provider.HttpFixture.failureIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(15)
class TransportFailuresTests {

	private static final String SECRET = "my secret";

	@ParameterizedTest
	@MethodSource
	void errorBeforeTheResponseTellsItsKindAndNotItsMessage(Throwable error, ProviderFailure failure) {
		assertThat(failureIn(TransportFailures.beforeResponse(error))).isEqualTo(failure);
		assertThat(failureIn(TransportFailures.beforeResponse(requestError(error)))).isEqualTo(failure);
	}

	static Stream<Arguments> errorBeforeTheResponseTellsItsKindAndNotItsMessage() {
		return Stream.of(arguments(new UnknownHostException(SECRET), new Unreachable("unknown host")),
				arguments(new ConnectTimeoutException(SECRET), new Unreachable("no connection in time")),
				arguments(new ConnectException(SECRET), new Unreachable("no response: ConnectException")),
				arguments(new SSLHandshakeException(SECRET),
						new Unreachable("no secure connection: SSLHandshakeException")),
				arguments(new DecoderException(new SSLHandshakeException(SECRET)),
						new Unreachable("no secure connection: DecoderException")),
				arguments(new NoRouteToHostException(SECRET), new Unreachable("no response: NoRouteToHostException")),
				arguments(new IOException(SECRET), new Unreachable("no response: IOException", true)),
				arguments(new NotHttpException(new TooLongFrameException(SECRET)),
						new Unreadable("a response that is not HTTP: TooLongFrameException")),
				arguments(new TooLongFrameException(SECRET),
						new Unreadable("a response that is not HTTP: TooLongFrameException")),
				arguments(new NumberFormatException(SECRET),
						new Unreadable("a response that is not HTTP: NumberFormatException")),
				arguments(new TimeoutException(SECRET), new TimedOut("no response in time")),
				arguments(ReadTimeoutException.INSTANCE, new TimedOut("no response in time")));
	}

	@Test
	void errorWithinTheResponseIsAnInterruption() {
		assertThat(failureIn(TransportFailures.withinResponse(new IOException(SECRET))))
			.isEqualTo(new Interrupted("the connection broke within the answer: IOException"));
	}

	@Test
	void responseThatCannotBeDecodedIsUnreadable() {
		assertThat(failureIn(TransportFailures.withinResponse(new DecompressionException(SECRET))))
			.isEqualTo(new Unreadable("an answer that cannot be decoded: DecompressionException"));
	}

	@Test
	void failureThatIsOneAlreadyStays() {
		ProviderException failure = new ProviderException(new ServerError("500"));

		assertThat(TransportFailures.beforeResponse(failure)).isSameAs(failure);
		assertThat(TransportFailures.withinResponse(failure)).isSameAs(failure);
	}

	@Test
	void fullPoolIsNoFaultOfTheProvider() {
		ConnectionProvider pool = ConnectionProvider.builder("test")
			.maxConnections(1)
			.pendingAcquireTimeout(Duration.ofMillis(50))
			.build();
		try (LoopbackServer server = new LoopbackServer()) {
			server.reply(LoopbackServer.RawReply.silence());
			Mono<Void> exchange = HttpClient.create(pool)
				.headers((headers) -> headers.set("content-length", 0))
				.post()
				.uri(server.baseUrl().toString())
				.response()
				.then();
			exchange.subscribe();
			server.takeRequest();

			StepVerifier.create(exchange.onErrorMap(TransportFailures::beforeResponse))
				.verifyErrorSatisfies((error) -> assertThat(failureIn(error))
					.isEqualTo(new PoolExhausted("no connection became free in time"))
					.returns(false, ProviderFailure::isUnhealthy)
					.returns(true, ProviderFailure::failsOver));
		}
		finally {
			pool.dispose();
		}
	}

	private static WebClientRequestException requestError(Throwable error) {
		return new WebClientRequestException(error, HttpMethod.POST, URI.create("http://localhost"), new HttpHeaders());
	}

}
