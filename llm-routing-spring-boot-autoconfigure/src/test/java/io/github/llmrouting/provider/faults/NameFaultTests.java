package io.github.llmrouting.provider.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ServerSocketFactory;

import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.http.client.HttpClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** N04 to N06: a provider whose name cannot be found, or moves. */
@ExtendWith({ DroppedSignals.class, LeakedBuffers.class, FaultRecord.class })
@Timeout(60)
class NameFaultTests {

	private static final Duration PATIENT = Duration.ofSeconds(60);

	private final NameServer names = new NameServer();

	private final AtomicReference<DnsAddressResolverGroup> resolvers = new AtomicReference<>();

	@AfterEach
	void close() {
		this.resolvers.get().close();
		this.names.close();
	}

	@ParameterizedTest(name = "N04 no such name, {0} {1}")
	@MethodSource("everywhere")
	void nameThatDoesNotExistIsUnreachable(Dialect dialect, Side side) {
		this.names.refusing(NameServer.NO_SUCH_NAME);
		try (FaultBench bench = bench(PATIENT)) {
			verifyUnknown(bench.attempt(dialect, side, Patience.ENDLESS));
		}
	}

	@ParameterizedTest(name = "N04 name server that fails, {0} {1}")
	@MethodSource("everywhere")
	void nameThatNobodyKnowsForNowIsUnreachable(Dialect dialect, Side side) {
		this.names.refusing(NameServer.SERVER_FAILURE);
		try (FaultBench bench = bench(PATIENT)) {
			verifyUnknown(bench.attempt(dialect, side, Patience.ENDLESS));
		}
	}

	@ParameterizedTest(name = "N04 name server that is silent, {0} {1}")
	@MethodSource("everywhere")
	void nameThatIsNotFoundWithinTheConnectTimeoutIsUnreachable(Dialect dialect, Side side) {
		this.names.silent();
		try (FaultBench bench = bench(Duration.ofMillis(200))) {
			verifyUnknown(bench.attempt(dialect, side, Patience.ENDLESS));
		}
	}

	@ParameterizedTest(name = "N05 two addresses, the first dead, {0} {1}")
	@MethodSource("everywhere")
	void secondAddressIsTriedWhenTheFirstIsDead(Dialect dialect, Side side) {
		this.names.answering("127.0.0.2", "127.0.0.1");
		try (FaultBench bench = bench(PATIENT)) {
			bench.server().reply(Replies.healthy(dialect, side));

			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(Dialect.TEXT);
		}
	}

	@ParameterizedTest(name = "N06 address that changes, {0} {1}")
	@MethodSource("everywhere")
	void providerThatMovedIsFoundByTheNextConnection(Dialect dialect, Side side) {
		this.names.answering("127.0.0.1");
		try (FaultBench bench = bench(PATIENT);
				RawServer heir = new RawServer(ServerSocketFactory.getDefault(), "127.0.0.2", bench.server().port())) {
			bench.server().reply(Replies.healthy(dialect, side).then(RawReply.hangUp()));
			heir.reply(Replies.healthy(dialect, side).then(RawReply.hangUp()));
			bench.attempt(dialect, side, Patience.ENDLESS);
			bench.awaitNoConnection();
			this.names.answering("127.0.0.2");

			assertThat(bench.attempt(dialect, side, Patience.ENDLESS).text()).isEqualTo(Dialect.TEXT);
			assertThat(List.of(bench.server().requests(), heir.requests())).containsExactly(1, 1);
		}
	}

	static Stream<Arguments> everywhere() {
		return ConnectionFaultTests.everywhere();
	}

	private static void verifyUnknown(Outcome outcome) {
		assertThat(outcome.failure()).isEqualTo(new Unreachable("unknown host"));
	}

	/** Queries alone would wait longer than any bound of the test. */
	private FaultBench bench(Duration connectTimeout) {
		UnaryOperator<HttpClient> customizer = (client) -> client.resolver((spec) -> spec.queryTimeout(PATIENT)
			.searchDomains(List.of())
			.dnsAddressResolverGroupProvider(this::resolvers));
		FaultBench bench = new FaultBench(new RawServer(), HttpClientSettings.defaults(), customizer, connectTimeout);
		return bench.at("http://provider.example:" + bench.server().port());
	}

	private DnsAddressResolverGroup resolvers(DnsNameResolverBuilder builder) {
		this.resolvers.set(new DnsAddressResolverGroup(
				builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(this.names.address()))));
		return this.resolvers.get();
	}

}
