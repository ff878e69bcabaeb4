package io.github.llmrouting.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.reactivestreams.Publisher;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.deployment.Deployment;
import io.github.llmrouting.deployment.TestDeployments;
import io.github.llmrouting.health.DeploymentHealth;
import io.github.llmrouting.health.HealthBook;
import io.github.llmrouting.provider.CooldownScope;
import io.github.llmrouting.provider.ProviderFailure;
import io.github.llmrouting.provider.ProviderFailure.ContentRefused;
import io.github.llmrouting.provider.ProviderFailure.ContextTooLong;
import io.github.llmrouting.provider.ProviderFailure.Defect;
import io.github.llmrouting.provider.ProviderFailure.DoesNotFit;
import io.github.llmrouting.provider.ProviderFailure.Interrupted;
import io.github.llmrouting.provider.ProviderFailure.InvalidRequest;
import io.github.llmrouting.provider.ProviderFailure.Malformed;
import io.github.llmrouting.provider.ProviderFailure.ModelNotFound;
import io.github.llmrouting.provider.ProviderFailure.NotTaken;
import io.github.llmrouting.provider.ProviderFailure.Overloaded;
import io.github.llmrouting.provider.ProviderFailure.PoolExhausted;
import io.github.llmrouting.provider.ProviderFailure.QuotaExhausted;
import io.github.llmrouting.provider.ProviderFailure.RateLimited;
import io.github.llmrouting.provider.ProviderFailure.ServerError;
import io.github.llmrouting.provider.ProviderFailure.ShareExceeded;
import io.github.llmrouting.provider.ProviderFailure.TimedOut;
import io.github.llmrouting.provider.ProviderFailure.Unauthorized;
import io.github.llmrouting.provider.ProviderFailure.Unreachable;
import io.github.llmrouting.provider.ProviderFailure.Unreadable;
import io.github.llmrouting.provider.ProviderFailure.Unsupported;

import static org.assertj.core.api.Assertions.assertThat;

/** A failover over deployments of a fake provider, in virtual time. */
final class FailoverStage {

	static final Deployment A = TestDeployments.priced("fake/a");

	static final Deployment B = TestDeployments.priced("fake/b");

	static final Deployment C = TestDeployments.priced("fake/c");

	/** The same models under another credential. */
	static final Deployment A2 = underSecondCredential(A);

	static final Deployment B2 = underSecondCredential(B);

	/** Its price is unknown. */
	static final Deployment UNPRICED = TestDeployments.unknown("fake/unpriced");

	/** Its provider has no client. */
	static final Deployment ORPHAN = TestDeployments.priced("orphan/x");

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	static final String SECRET = "my secret";

	private static final int MAX_ATTEMPTS = 3;

	final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final CountedTimers deadlines = new CountedTimers(this.scheduler);

	final FakeProviderClient provider = new FakeProviderClient();

	final List<AttemptReport> told = new ArrayList<>();

	private final HealthBook book = HealthBook.of(
			Stream.of(A, B, C, A2, B2, UNPRICED, ORPHAN).map(Deployment::id).toList(),
			CircuitBreakerRegistry.ofDefaults(), this::nanoTime);

	/** Failures after which another deployment of the same credential is asked. */
	static Stream<ProviderFailure> passing() {
		return Stream.of(new RateLimited("429", null), new DoesNotFit("429", FailureReason.RATE_LIMITED),
				new QuotaExhausted("402", CooldownScope.DEPLOYMENT, null), new Overloaded("529", null),
				new NotTaken("409"), new Malformed("tool call"), new ServerError("500"), new TimedOut("late"),
				new ShareExceeded("share"), new Unreachable("refused"), new PoolExhausted("pool"),
				new Unauthorized("401", CooldownScope.DEPLOYMENT), new ModelNotFound("404"), new Unreadable("no JSON"),
				new Interrupted("cut"), new Unsupported("media"), new Defect("bug"));
	}

	/** Failures that would be the same elsewhere. */
	static Stream<ProviderFailure> rejecting() {
		return Stream.of(new InvalidRequest("400"), new ContextTooLong("400"), new ContentRefused("400"));
	}

	private static Deployment underSecondCredential(Deployment deployment) {
		return new Deployment(deployment.id().withCredential(2), deployment.facts(), deployment.credential());
	}

	long nanoTime() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	void pass(Duration time) {
		this.scheduler.advanceTimeBy(time);
	}

	Mono<RoutedResponse> call(Deployment... order) {
		return call(TIMEOUT, order);
	}

	Mono<RoutedResponse> call(Duration timeout, Deployment... order) {
		return failover(this.told::add).call(plan(timeout, order));
	}

	Flux<RoutedChunk> stream(Deployment... order) {
		return failover(this.told::add).stream(plan(TIMEOUT, order));
	}

	Failover failover(AttemptListener... listeners) {
		return new Failover(Map.of("fake", this.provider), this.book, List.of(listeners), MAX_ATTEMPTS, this.deadlines,
				this::nanoTime);
	}

	static FailoverPlan plan(Duration timeout, Deployment... order) {
		return new FailoverPlan("request-1", "chat", "default", new Prompt(SECRET), List.of(order), null, timeout);
	}

	/** Returns the error that a publisher ends with before any time passes. */
	static LlmRoutingException failure(Publisher<?> answer) {
		List<Throwable> errors = new ArrayList<>();
		Flux.from(answer).subscribe((element) -> {
		}, errors::add);
		assertThat(errors).hasSize(1).first().isInstanceOf(LlmRoutingException.class);
		return (LlmRoutingException) errors.get(0);
	}

	DeploymentHealth health(Deployment deployment) {
		return this.book.of(deployment.id());
	}

	void opensBreaker(Deployment deployment) {
		for (int i = 0; i < 5; i++) {
			health(deployment).tryBegin().orElseThrow().failed(new ServerError("500"), Duration.ZERO);
		}
		assertThat(health(deployment).tryBegin()).isEmpty();
	}

	void coolsDown(Deployment deployment, Duration time) {
		health(deployment).tryBegin().orElseThrow().failed(new RateLimited("429", time), Duration.ZERO);
	}

	List<String> outcomes() {
		return this.told.stream().map((report) -> report.deployment().model() + " " + report.outcome()).toList();
	}

	/** Checks that no attempt is running and no deadline is waited for. */
	void assertNothingIsHeld() {
		assertThat(this.book.snapshots()).allSatisfy((snapshot) -> assertThat(snapshot.inFlight()).isZero());
		assertThat(this.deadlines.waiting()).isZero();
	}

	static String text(RoutedChunk chunk) {
		return (chunk instanceof RoutedChunk.Content content) ? content.text() : "<end>";
	}

}
