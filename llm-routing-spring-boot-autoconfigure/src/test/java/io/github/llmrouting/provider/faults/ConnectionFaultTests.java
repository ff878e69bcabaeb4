package io.github.llmrouting.provider.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

import org.springframework.boot.http.client.HttpClientSettings;

import static io.github.llmrouting.provider.faults.RawReply.hangUp;
import static io.github.llmrouting.provider.faults.RawReply.http;
import static io.github.llmrouting.provider.faults.RawReply.stall;
import static io.github.llmrouting.provider.faults.Replies.healthy;
import static org.assertj.core.api.Assertions.assertThat;

/** The modes that need more than a reply: other servers, a pool, a name, a clock. */
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(60)
class ConnectionFaultTests {

	private static final Duration SOON = Duration.ofMillis(300);

	@ParameterizedTest(name = "N01 connection refused, {0} {1}")
	@MethodSource("everywhere")
	void refusedConnectionIsUnreachable(Dialect dialect, Side side) throws IOException {
		try (FaultBench bench = new FaultBench()) {
			bench.at("http://127.0.0.1:" + freePort());

			assertFails(bench.attempt(dialect, side, Patience.ENDLESS), Unreachable.class);
		}
	}

	@ParameterizedTest(name = "N08 proxy that wants another password, {0} {1}")
	@MethodSource("everywhere")
	void proxyThatRefusesIsUnreachableAndItsPasswordUntold(Dialect dialect, Side side) {
		RawServer proxy = new RawServer();
		UnaryOperator<HttpClient> proxied = (client) -> client.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP)
			.host("127.0.0.1")
			.port(proxy.port())
			.username("user")
			.password((user) -> FaultBench.KEY)
			.nonProxyHosts("none"));
		try (FaultBench bench = new FaultBench(proxy, HttpClientSettings.defaults(), proxied, SOON.multipliedBy(100))) {
			proxy.reply(http(407, "", "proxy-authenticate: Basic realm=\"proxy\""));

			assertFails(bench.at("http://provider.example:80").attempt(dialect, side, Patience.ENDLESS),
					Unreachable.class);
		}
	}

	@ParameterizedTest(name = "N08 proxy down, {0} {1}")
	@MethodSource("everywhere")
	void proxyThatIsDownIsUnreachable(Dialect dialect, Side side) throws IOException {
		int nobody = freePort();
		UnaryOperator<HttpClient> proxied = (client) -> client.proxy((spec) -> spec.type(ProxyProvider.Proxy.HTTP)
			.socketAddress(new InetSocketAddress("127.0.0.1", nobody)));
		try (FaultBench bench = new FaultBench(new RawServer(), HttpClientSettings.defaults(), proxied,
				SOON.multipliedBy(100))) {
			assertFails(bench.at("http://provider.example:80").attempt(dialect, side, Patience.ENDLESS),
					Unreachable.class);
		}
	}

	@ParameterizedTest(name = "N09 pool exhausted, {0} {1}")
	@MethodSource("everywhere")
	void exhaustedPoolIsNotTheProvidersFault(Dialect dialect, Side side) {
		ConnectionProvider single = ConnectionProvider.builder("single")
			.maxConnections(1)
			.pendingAcquireTimeout(SOON)
			.build();
		UnaryOperator<HttpClient> pooled = (client) -> HttpClient.create(single);
		try (FaultBench bench = new FaultBench(new RawServer(), HttpClientSettings.defaults(), pooled, SOON)) {
			bench.server().reply(stall());
			OutcomeSubscriber first = bench.begin(dialect, side, Patience.ENDLESS);
			bench.awaitRequests(1);

			OutcomeSubscriber second = bench.begin(dialect, side, Patience.ENDLESS);

			Outcome outcome = second.await(FaultBench.BOUND);
			assertFails(outcome, PoolExhausted.class);
			assertThat(outcome.failure().isUnhealthy()).isFalse();
			first.cancel();
			single.dispose();
		}
	}

	@ParameterizedTest(name = "N10 idle connection that was closed, {0} {1}")
	@MethodSource("everywhere")
	void connectionThatWasClosedWhileIdleIsNotUsedAgain(Dialect dialect, Side side) {
		try (FaultBench bench = new FaultBench()) {
			bench.server().reply(healthy(dialect, side).then(hangUp())).reply(healthy(dialect, side));
			bench.attempt(dialect, side, Patience.ENDLESS);
			bench.awaitNoConnection();

			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(Dialect.TEXT);
		}
	}

	@ParameterizedTest(name = "N10 idle connection that closes under the next request, {0} {1}")
	@MethodSource("everywhere")
	void requestIsNotSilentlySentAgain(Dialect dialect, Side side) {
		try (FaultBench bench = new FaultBench()) {
			bench.server().reply(healthy(dialect, side)).reply(hangUp()).reply(healthy(dialect, side));
			bench.attempt(dialect, side, Patience.ENDLESS);

			assertFails(bench.attempt(dialect, side, Patience.ENDLESS), Unreachable.class);
			assertThat(bench.server().requests()).isEqualTo(2);
			assertThat(bench.server().connections()).isEqualTo(1);
		}
	}

	@ParameterizedTest(name = "N15 interim response before each of two answers, {0} {1}")
	@MethodSource("everywhere")
	void interimResponseDoesNotShiftAnswersToOtherRequests(Dialect dialect, Side side) {
		RawReply hinted = RawReply.send("HTTP/1.1 103 Early Hints\r\n\r\n").then(healthy(dialect, side));
		try (FaultBench bench = new FaultBench()) {
			bench.server().reply(hinted).reply(hinted).reply(http(500, ""));
			Outcome first = bench.attempt(dialect, side, Patience.ENDLESS);
			Outcome second = bench.attempt(dialect, side, Patience.ENDLESS);
			Outcome third = bench.attempt(dialect, side, Patience.ENDLESS);

			assertThat(List.of(first.name(), second.name(), third.name())).containsExactly("answer", "answer",
					"ServerError");
		}
	}

	@ParameterizedTest(name = "H01 redirect to another server, {0} {1}")
	@MethodSource("everywhere")
	void redirectIsNotFollowed(Dialect dialect, Side side) {
		try (FaultBench bench = new FaultBench(); RawServer elsewhere = new RawServer()) {
			bench.server().reply(http(307, "", "location: http://127.0.0.1:" + elsewhere.port() + "/"));

			assertFails(bench.attempt(dialect, side, Patience.ENDLESS), Unreadable.class);
			assertThat(elsewhere.connections()).isZero();
		}
	}

	@ParameterizedTest(name = "K01 wall clock that jumps during a stall, {0} {1}")
	@MethodSource("everywhere")
	void timeoutsDoNotReadTheWallClock(Dialect dialect, Side side) {
		AtomicInteger readings = new AtomicInteger();
		InstantSource jumping = () -> Instant.EPOCH.plus(Duration.ofHours(readings.incrementAndGet() % 2));
		Patience patience = (side == Side.CALL) ? Patience.FOR_ALL : Patience.FOR_FIRST_CONTENT;
		try (FaultBench bench = new FaultBench().clock(jumping)) {
			bench.server().reply(stall()).reply(healthy(dialect, side));

			assertFails(bench.attempt(dialect, side, patience), TimedOut.class);
			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(Dialect.TEXT);
		}
	}

	@ParameterizedTest(name = "K01 wall clock an hour off when asked to wait, {0} {1}")
	@MethodSource("everywhere")
	void dateToWaitForIsReadByTheServersClock(Dialect dialect, Side side) {
		try (FaultBench bench = new FaultBench().clock(() -> Instant.parse("2026-10-25T02:30:00Z"))) {
			bench.server()
				.reply(http(429, "", "date: Sun, 25 Oct 2026 01:30:00 GMT",
						"retry-after: Sun, 25 Oct 2026 01:30:30 GMT"));

			assertThat(((RateLimited) bench.attempt(dialect, side, Patience.ENDLESS).failure()).retryAfter())
				.isEqualTo(Duration.ofSeconds(30));
		}
	}

	/** Azure's connections are OpenAI's. */
	static Stream<Arguments> everywhere() {
		return Stream.of(Dialect.values())
			.filter((dialect) -> dialect != Dialect.AZURE)
			.flatMap((dialect) -> Stream.of(Side.values()).map((side) -> Arguments.of(dialect, side)));
	}

	private static void assertFails(Outcome outcome, Class<?> failure) {
		assertThat(outcome.failure()).isInstanceOf(failure);
		assertThat(outcome.text()).isEmpty();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
