package io.github.llmrouting.provider.faults;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.autoconfigure.ProviderConnections;
import io.github.llmrouting.deployment.Credential;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.ModelFacts;
import io.github.llmrouting.provider.ProviderClient;
import io.github.llmrouting.provider.ProviderHttpSettings;
import io.github.llmrouting.provider.ProviderRequest;
import io.github.llmrouting.provider.ProviderTimeouts;
import org.awaitility.Awaitility;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One raw server and the connections to it, on which attempts are made. Each attempt is
 * checked for what holds in every mode: one end, a typed failure, nothing dropped and, in
 * the end, no connection in use.
 */
final class FaultBench implements AutoCloseable {

	static final String KEY = "sk-do-not-log-me";

	/** Only a hang takes so long. */
	static final Duration BOUND = Duration.ofSeconds(20);

	private static final Duration PATIENT = Duration.ofSeconds(60);

	private static final int MAX_BODY = 2_000_000;

	private static final int MAX_EVENT = 1_000_000;

	private final RawServer server;

	private final ProviderConnections connections;

	private final AtomicReference<Runnable> firstContent = new AtomicReference<>(() -> {
	});

	private InstantSource clock = InstantSource.system();

	private Scheduler scheduler = Schedulers.parallel();

	private String baseUrl;

	FaultBench() {
		this(new RawServer(), HttpClientSettings.defaults(), UnaryOperator.identity(), PATIENT);
	}

	FaultBench(RawServer server, HttpClientSettings settings, UnaryOperator<HttpClient> customizer,
			Duration connectTimeout) {
		this.server = server;
		this.baseUrl = "http://127.0.0.1:" + server.port();
		this.connections = new ProviderConnections(settings, customizer, connectTimeout);
	}

	FaultBench at(String baseUrl) {
		this.baseUrl = baseUrl;
		return this;
	}

	FaultBench clock(InstantSource clock) {
		this.clock = clock;
		return this;
	}

	FaultBench scheduler(Scheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/** Does something when the first content has been delivered, once. */
	FaultBench onFirstContent(Runnable action) {
		this.firstContent.set(action);
		return this;
	}

	RawServer server() {
		return this.server;
	}

	/** Makes an attempt and returns how it ended. */
	Outcome attempt(Dialect dialect, Side side, Patience patience) {
		OutcomeSubscriber subscriber = begin(dialect, side, patience);
		Outcome outcome = subscriber.await(BOUND);
		awaitNone(this.connections::inUse);
		subscriber.verify();
		DroppedSignals.verifyNone();
		assertThat(String.valueOf(outcome.failure())).doesNotContain(KEY);
		return outcome;
	}

	/** Waits until the server has had some requests. */
	void awaitRequests(int requests) {
		await(() -> this.server.requests() == requests);
	}

	/** Waits until no connection is open, not even an idle one. */
	void awaitNoConnection() {
		awaitNone(this.connections::open);
	}

	private static void awaitNone(IntSupplier connections) {
		await(() -> connections.getAsInt() == 0);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(BOUND).until(condition);
	}

	/** Makes an attempt and does not wait for its end. */
	OutcomeSubscriber begin(Dialect dialect, Side side, Patience patience) {
		ProviderClient client = client(dialect, patience.timeouts(PATIENT));
		ProviderRequest request = new ProviderRequest(
				new Deployment(DeploymentId.of("tested", "m"), ModelFacts.UNKNOWN, Credential.of(KEY)),
				new Prompt("Hi"), PATIENT);
		Publisher<?> publisher = (side == Side.CALL) ? client.call(request) : client.stream(request);
		OutcomeSubscriber subscriber = new OutcomeSubscriber(this::contentCame);
		Flux.from(publisher).cast(Object.class).subscribe(subscriber);
		return subscriber;
	}

	private void contentCame() {
		this.server.contentCame();
		this.firstContent.getAndSet(() -> {
		}).run();
	}

	private ProviderClient client(Dialect dialect, ProviderTimeouts timeouts) {
		ProviderHttpSettings settings = new ProviderHttpSettings("tested", URI.create(this.baseUrl), timeouts, MAX_BODY,
				MAX_EVENT, this.scheduler, this.clock);
		return dialect.client(settings, WebClient.builder().clientConnector(this.connections.connector()));
	}

	/** Closes the pool, and fails if the server still has a connection after that. */
	@Override
	public void close() {
		this.connections.close();
		try {
			awaitNone(this.server::openConnections);
		}
		finally {
			this.server.close();
		}
	}

}
