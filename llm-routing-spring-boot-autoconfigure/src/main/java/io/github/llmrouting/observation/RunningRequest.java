package io.github.llmrouting.observation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.github.llmrouting.AttemptReport;
import io.github.llmrouting.DeploymentId;
import io.github.llmrouting.FailureReason;
import io.github.llmrouting.LlmRoutingException;
import io.github.llmrouting.Money;
import io.github.llmrouting.RequestTrace;
import io.github.llmrouting.RoutedChunk;
import io.github.llmrouting.RoutedResponse;
import io.github.llmrouting.RoutingReport;
import io.github.llmrouting.RoutingRequest;
import io.github.llmrouting.TokenUsage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.SignalType;

/** One request while it runs. Ends once; whoever comes second is ignored. */
final class RunningRequest {

	private static final Logger logger = LoggerFactory.getLogger(RunningRequest.class);

	private final RoutingRequest request;

	private final RequestTrace trace = new RequestTrace();

	private final boolean streamed;

	private final List<RequestListener> listeners;

	private final LongSupplier nanoTime;

	private final long begin;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Duration firstContent;

	RunningRequest(RoutingRequest request, boolean streamed, List<RequestListener> listeners, LongSupplier nanoTime) {
		this.request = request;
		this.streamed = streamed;
		this.listeners = listeners;
		this.nanoTime = nanoTime;
		this.begin = nanoTime.getAsLong();
	}

	RoutingRequest request() {
		return this.request;
	}

	RequestTrace trace() {
		return this.trace;
	}

	/** Ends the request with its answer; without one the contract is broken. */
	void succeeded(@Nullable RoutedResponse response) {
		if (response != null) {
			answered(response.report());
		}
		else {
			completed();
		}
	}

	void brought(RoutedChunk chunk) {
		if (chunk instanceof RoutedChunk.End end) {
			answered(end.report());
		}
		else if (this.firstContent == null) {
			this.firstContent = elapsed();
		}
	}

	private void answered(RoutingReport report) {
		if (end()) {
			Duration latency = elapsed();
			Duration first = this.streamed ? this.firstContent : latency;
			tell(new RequestReport(id(), report.route(), report.deployment(), AttemptReport.SUCCESS, report.attempts(),
					report.usage(), report.cost(), latency, first, this.streamed, report.cache()));
		}
	}

	void failed(Throwable error) {
		if (error instanceof LlmRoutingException exception) {
			unanswered(exception.reason());
		}
		else {
			unanswered(FailureReason.INTERNAL);
		}
	}

	/** A stream that completes without its end breaks the contract. */
	void completed() {
		unanswered(FailureReason.INTERNAL);
	}

	/**
	 * The cancellation has been through the whole line by now, so that the attempt that
	 * it ended is in the trace.
	 */
	void ended(SignalType signal) {
		if (signal == SignalType.CANCEL) {
			unanswered(FailureReason.CANCELLED);
		}
	}

	private void unanswered(FailureReason reason) {
		if (end()) {
			List<AttemptReport> attempts = this.trace.attempts();
			DeploymentId last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).deployment();
			tell(new RequestReport(id(), this.trace.route(), last, reason.tag(), attempts,
					sum(attempts, AttemptReport::usage, TokenUsage::plus),
					sum(attempts, AttemptReport::cost, Money::plus), elapsed(), this.firstContent, this.streamed,
					null));
		}
	}

	private boolean end() {
		return this.ended.compareAndSet(false, true);
	}

	/** Returns the sum, or {@code null} if one of the parts, or all of it, is unknown. */
	private static <T> @Nullable T sum(List<AttemptReport> attempts, Function<AttemptReport, @Nullable T> part,
			BinaryOperator<T> plus) {
		boolean known = attempts.stream().map(part).allMatch(Objects::nonNull);
		return known ? attempts.stream().map(part).reduce(plus).orElse(null) : null;
	}

	private String id() {
		return Objects.requireNonNull(this.request.id());
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.nanoTime.getAsLong() - this.begin);
	}

	private void tell(RequestReport report) {
		this.listeners.forEach((listener) -> tell(listener, report));
	}

	/**
	 * A listener that breaks must not cost the caller an answer that is already paid for.
	 */
	private static void tell(RequestListener listener, RequestReport report) {
		try {
			listener.requestEnded(report);
		}
		catch (RuntimeException ex) {
			logger.error("A request listener failed: {}", listener.getClass().getName(), ex);
		}
	}

}
